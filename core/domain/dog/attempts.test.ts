import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/dog.json' with { type: 'json' };
import {
  extendTally,
  foldAttempts,
  judgeTally,
  NO_ATTEMPTS,
  OUTCOMES,
  REQUIRED_PASSES,
  type Attempt,
  type AttemptRule,
  type Outcome,
  type StepVerdict,
} from './attempts.ts';

const RUNS = { numRuns: 2000 };
const MINUTE = 60_000;
const START = Date.parse(vectors.attempts_start);
const outcomeOf: Readonly<Record<string, Outcome>> = { p: 'pass', n: 'needs_work', o: 'neutral' };

/** One attempt a minute. */
const attemptsOf = (letters: string): readonly Attempt[] =>
  [...letters].map((letter, index) => ({
    id: `a${index}`,
    outcome: outcomeOf[letter] ?? 'neutral',
    createdAt: new Date(START + index * MINUTE).toISOString(),
  }));

const plain: AttemptRule = { requiredPasses: REQUIRED_PASSES, reopenedAt: null, isFirstStep: false };

interface Vector {
  readonly attempts: string;
  readonly first_step?: boolean;
  readonly reopened_at?: string;
  readonly required_passes?: number;
  readonly expect: Readonly<Record<string, unknown>> & { readonly completed_at: string | null };
}

const asVector = (verdict: StepVerdict) => ({
  pass_count: verdict.passCount,
  needs_work_count: verdict.needsWorkCount,
  neutral_count: verdict.neutralCount,
  consecutive_passes: verdict.consecutivePasses,
  needs_work_run: verdict.needsWorkRun,
  status: verdict.status,
  completed_at: verdict.completedAt,
  suggestion: verdict.suggestion,
});

const ruleOf = ({ first_step, reopened_at, required_passes }: Vector): AttemptRule => ({
  requiredPasses: required_passes ?? plain.requiredPasses,
  reopenedAt: reopened_at ?? null,
  isFirstStep: first_step ?? false,
});

describe.each([
  ['attempts', vectors.attempts as readonly Vector[], 15],
  ['attempts_first_step', vectors.attempts_first_step as readonly Vector[], 7],
  ['attempts_reopened', vectors.attempts_reopened as readonly Vector[], 6],
  ['attempts_required', vectors.attempts_required as readonly Vector[], 4],
] as const)('%s', (_, cases, count) => {
  test('the vectors are there', () => {
    expect(cases.length).toBe(count);
  });

  test.each(cases)('"$attempts"', (vector) => {
    const { completed_at: at, ...rest } = vector.expect;
    const expected = { ...rest, completed_at: at === null ? null : new Date(at).toISOString() };
    expect(asVector(foldAttempts(ruleOf(vector), attemptsOf(vector.attempts)))).toEqual(expected);
  });
});

const attempt = fc.record({
  outcome: fc.constantFrom(...OUTCOMES, 'pass' as const),
  minute: fc.integer({ min: 0, max: 40 }),
});
const some = fc.oneof(
  fc.array(attempt, { minLength: 5, maxLength: 25, size: 'max' }),
  fc.array(attempt, { maxLength: 3 }),
);
const attempts = some.map((all) =>
  all
    .map(({ outcome, minute }, index): Attempt => {
      const id = String((index * 7) % 25).padStart(2, '0');
      return { id, outcome, createdAt: new Date(START + minute * MINUTE).toISOString() };
    })
    .sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1)),
);
const rule = fc.record<AttemptRule>({
  requiredPasses: fc.integer({ min: 1, max: 6 }),
  reopenedAt: fc.option(
    fc.integer({ min: 0, max: 30 }).map((m) => new Date(START + m * MINUTE).toISOString()),
    { freq: 1 },
  ),
  isFirstStep: fc.boolean(),
});

/** The words of spec 5.4 as they stand, attempt by attempt and without a tally. */
const byTheWords = (given: AttemptRule, all: readonly Attempt[]): StepVerdict => {
  const counted = all.filter(({ createdAt }) => given.reopenedAt === null || createdAt >= given.reopenedAt);
  const letters = counted.map(({ outcome }) => ({ pass: 'p', needs_work: 'n', neutral: 'o' })[outcome]).join('');
  const clear = letters.replaceAll('o', '');
  const inARow = (upTo: number) => /p*$/.exec(letters.slice(0, upTo).replaceAll('o', ''))?.[0].length ?? 0;
  const end = counted.findIndex((_, i) => letters[i] === 'p' && inARow(i + 1) >= given.requiredPasses);
  const completedAt = counted[end]?.createdAt ?? null;
  const needsWorkRun = /n*$/.exec(clear)?.[0].length ?? 0;
  const lastFive = clear.slice(-5);
  const passes = lastFive.replaceAll('n', '').length;
  const byPasses = [given.isFirstStep ? 'split' : 'drop', 'stick', 'push'] as const;
  const open = needsWorkRun >= 3 ? 'split' : clear.length < 5 ? null : byPasses[Math.min(2, Math.max(0, passes - 2))];
  return {
    passCount: letters.replace(/[no]/g, '').length,
    needsWorkCount: letters.replace(/[po]/g, '').length,
    neutralCount: letters.replace(/[pn]/g, '').length,
    consecutivePasses: inARow(letters.length),
    needsWorkRun,
    completedAt,
    status: completedAt !== null ? 'done' : letters === '' && given.reopenedAt === null ? 'pending' : 'in_progress',
    suggestion: (completedAt !== null ? (needsWorkRun >= 2 ? 'refresh' : null) : open) ?? null,
  };
};

test('the fold is what the words say', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(rule, attempts, (given, all) => {
      const verdict = foldAttempts(given, all);
      expect(verdict).toEqual(byTheWords(given, all));
      for (const key of [verdict.status, String(verdict.suggestion)]) seen.set(key, (seen.get(key) ?? 0) + 1);
    }),
    RUNS,
  );
  for (const key of ['pending', 'in_progress', 'done', 'null', 'push', 'stick', 'drop', 'split', 'refresh']) {
    expect(seen.get(key) ?? 0, key).toBeGreaterThan(5);
  }
});

test('going on from where it stopped gives the same as the fold of all', () => {
  fc.assert(
    fc.property(rule, attempts, fc.array(fc.nat(25), { maxLength: 4 }), (given, all, cuts) => {
      const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
      const parts = places.slice(1).map((to, index) => all.slice(places[index], to));
      const tally = parts.reduce((sofar, part) => extendTally(given, sofar, part), NO_ATTEMPTS);
      expect(judgeTally(given, tally)).toEqual(foldAttempts(given, all));
    }),
    RUNS,
  );
});

test('attempts come in any order', () => {
  fc.assert(
    fc.property(
      rule,
      attempts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))),
      (given, [all, mixed]) => {
        expect(foldAttempts(given, mixed)).toEqual(foldAttempts(given, all));
      },
    ),
    RUNS,
  );
});

test('what comes after a step is done never undoes it', () => {
  fc.assert(
    fc.property(rule, attempts, fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 6 }), (given, all, more) => {
      const { completedAt } = foldAttempts(given, all);
      const later = more.map((outcome, index): Attempt => {
        return { id: `z${index}`, outcome, createdAt: new Date(START + (50 + index) * MINUTE).toISOString() };
      });
      if (completedAt !== null) expect(foldAttempts(given, [...all, ...later]).completedAt).toBe(completedAt);
    }),
    RUNS,
  );
});

test('a reopened step is judged as one that had no attempts before', () => {
  fc.assert(
    fc.property(rule, attempts, (given, all) => {
      if (given.reopenedAt === null) return;
      const from = given.reopenedAt;
      const since = all.filter(({ createdAt }) => createdAt >= from);
      expect(foldAttempts(given, all)).toEqual(foldAttempts(given, since));
    }),
    RUNS,
  );
});

test('instants are compared as such, whatever their spelling', () => {
  const reopened = { ...plain, reopenedAt: '2026-03-02T11:03:00+01:00' };
  expect(foldAttempts(reopened, attemptsOf('pppp')).passCount).toBe(1);
});
