import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/targets.json' with { type: 'json' };
import { DomainError } from '../errors.ts';
import { fromCents, parseAmount, toCents } from './amount.ts';
import { contains, matchesFilter } from './event-filter.ts';
import { foldEntries, paceOf, progressOf, type Entry } from './target-goal.ts';

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
  const sorted = [...entries].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  const target = { targetValue: goal.target_value, startDate: goal.start_date, deadline: goal.deadline ?? null };
  if (typeof expected['error'] === 'string') {
    expect(() => paceOf(target, sorted, today)).toThrow(expect.objectContaining({ code: expected['error'] }) as Error);
    return;
  }
  const pace = paceOf(target, sorted, today) ?? { pace: null };
  expect({ ...foldEntries(goal.target_value, sorted), ...pace }).toEqual(expected);
});

describe('amounts', () => {
  test.each([
    ['19.9', '19.90'],
    [19.9, '19.90'],
    [1e3, '1000.00'],
    ['99999999.99', '99999999.99'],
    ['-0.01', '-0.01'],
  ])('%s is %s', (sent, amount) => expect(parseAmount(sent)).toBe(amount));

  test.each(['1e3', '+5', '.5', ' 5', '12.345', 123456789, 0.1 + 0.2, '', 'NaN', '1,5'])('%s is refused', (sent) => {
    expect(() => parseAmount(sent)).toThrow(
      expect.objectContaining({ code: 'amount_invalid', field: 'value' }) as Error,
    );
  });
  test.each(['0', '0.00', '-0.00', 0])('%s is zero', (sent) => {
    expect(() => parseAmount(sent)).toThrow(expect.objectContaining({ code: 'amount_zero' }) as Error);
  });
  test('cents and text are the same number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9_999_999_999n, max: 9_999_999_999n }), (cents) => {
        expect(toCents(fromCents(cents))).toBe(cents);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('progress', () => {
  test('is 1 exactly when met, and never above 0.9999 before', () => {
    const amount = fc.bigInt({ min: 1n, max: 9_999_999_999n }).map(fromCents);
    fc.assert(
      fc.property(amount, amount, (current, target) => {
        const progress = Number(progressOf(current, target));
        expect(progress === 1).toBe(toCents(current) >= toCents(target));
        expect(progress).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
  test('folding entry by entry agrees with folding all', () => {
    const entry = fc.record({
      date: fc.constant('2026-03-02'),
      value: fc.bigInt({ min: -99_999n, max: 99_999n }).map(fromCents),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const sum = entries.reduce((total, { value }) => total + toCents(value), 0n);
        expect(foldEntries('500.00', entries)).toMatchObject({
          current_value: fromCents(sum),
          progress: progressOf(fromCents(sum), '500.00'),
          completed: sum >= 50_000n,
        });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('event filters', () => {
  const event = { type: 'commit.push', meta: { repository: 'api', labels: ['a', 'b'], deep: { x: 1, y: null } } };
  test.each([
    [{ types: ['commit.push'] }, true],
    [{ types: ['issue.closed', 'commit.push'], meta: { repository: 'api' } }, true],
    [{ types: ['commit.push'], meta: { repository: 'web' } }, false],
    [{ types: ['commit.push'], meta: { labels: ['b'] } }, true],
    [{ types: ['commit.push'], meta: { labels: ['c'] } }, false],
    [{ types: ['commit.push'], meta: { deep: { x: 1 } } }, true],
    [{ types: ['commit.push'], meta: { deep: { x: '1' } } }, false],
    [{ types: ['commit.push'], meta: { missing: null } }, false],
    [{ types: [], meta: {} }, false],
  ])('%j: %s', (filter, matches) => expect(matchesFilter(filter, event)).toBe(matches));

  test('everything contains itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contains(value, value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a faulty amount in the core is a fault of ours, not of the user', () => {
  expect(() => toCents('abc')).not.toThrow(DomainError);
  expect(() => toCents('abc')).toThrow();
});
