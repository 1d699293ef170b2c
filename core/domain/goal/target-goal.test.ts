import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/targets.json' with { type: 'json' };
import { addDays } from '../time/dates.ts';
import { fromCents, toCents } from './amount.ts';
import { extendTotals, foldTarget, NOTHING_YET, progressOf, type Entry } from './target-goal.ts';

interface Vector {
  readonly id: string;
  readonly note: string;
  readonly goal: { readonly target_value: string | null; readonly start_date: string; readonly deadline?: string };
  readonly entries: readonly Entry[];
  readonly today: string;
  readonly expect: Readonly<Record<string, unknown>>;
}
const cases = Object.values(vectors) as readonly Vector[];

test('the vectors are there', () => {
  expect(cases.length).toBe(24);
});

test.each(cases)('$id: $note', ({ goal, entries, today, expect: expected }) => {
  const target = { targetValue: goal.target_value, startDate: goal.start_date, deadline: goal.deadline ?? null };
  const fold = () => foldTarget(target, entries, today);
  if (typeof expected['error'] === 'string') {
    expect(fold).toThrow(expect.objectContaining({ code: expected['error'] }) as Error);
    return;
  }
  expect(fold()).toEqual(expected);
});

const amount = fc.bigInt({ min: 1n, max: 9_999_999_999n }).map(fromCents);
const entry = fc.record({
  date: fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-03-02', days)),
  value: fc.bigInt({ min: -99_999n, max: 199_999n }).map(fromCents),
});
const target = fc.option(fc.constantFrom('500.00', '0.01', '4999.99'), { nil: null });

test('progress is 1 exactly when met, at most 0.9999 before, and never below 0', () => {
  fc.assert(
    fc.property(amount, amount, (current, goal) => {
      const met = toCents(current) >= toCents(goal);
      const progress = progressOf(current, goal);
      expect(progress).toMatch(/^(0\.\d{4}|1\.0000)$/);
      expect(progress === '1.0000').toBe(met);
      const exact = Number(current) / Number(goal);
      if (!met) expect(Math.abs(Number(progress) - Math.min(exact, 0.9999))).toBeLessThan(0.0001);
    }),
    { numRuns: 2000 },
  );
  expect(progressOf('-5.00', '1.00')).toBe('0.0000');
  expect(progressOf('4999.99', '5000.00')).toBe('0.9999');
});

describe('totals', () => {
  test('adding entries as they come agrees with the fold from all of them, however they are cut', () => {
    fc.assert(
      fc.property(target, fc.array(fc.array(entry, { maxLength: 8 }), { maxLength: 8 }), (targetValue, given) => {
        const all = given.flat().sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
        let cut = 0;
        const stepwise = given.reduce((totals, { length }) => {
          cut += length;
          return extendTotals(targetValue, totals, all.slice(cut - length, cut));
        }, NOTHING_YET);
        const goal = { targetValue, startDate: '2026-03-01', deadline: null };
        const whole = foldTarget(goal, all, '2026-05-01');
        expect({ ...stepwise, progress: null }).toEqual({ ...pick(whole), progress: null });
        if (all.length > 0) expect(stepwise.progress).toBe(whole.progress);
      }),
      { numRuns: 2000 },
    );
  });

  test('are the plain sum, count and highest sum of the entries in the order of their dates', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const goal = { targetValue: '500.00', startDate: '2026-03-01', deadline: null };
        const totals = foldTarget(goal, entries, '2026-05-01');
        const sum = entries.reduce((total, { value }) => total + toCents(value), 0n);
        expect(totals.current_value).toBe(fromCents(sum));
        expect(totals.entry_count).toBe(entries.length);
        expect(toCents(totals.peak_value) >= (sum > 0n ? sum : 0n)).toBe(true);
        expect(totals.completed).toBe(sum >= 50_000n);
        expect(totals.completed).toBe(totals.progress === '1.0000');
        expect(totals.completed_on !== null).toBe(totals.completed);
      }),
      { numRuns: 2000 },
    );
  });
});

const pick = ({ current_value, entry_count, peak_value, progress, completed, completed_on }: typeof NOTHING_YET) => ({
  current_value,
  entry_count,
  peak_value,
  progress,
  completed,
  completed_on,
});
