/** The streak and strength vectors of spec 2.7 and 2.5. */
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/habits.json' with { type: 'json' };
import { checkRhythm } from './check-rhythm.ts';
import { explainStreak } from './explain-streak.ts';
import { judgeHabit } from './judge-habit.ts';
import type { HabitFacts } from './history.ts';
import type { Frequency, Rhythm } from './rhythm.ts';

interface Case {
  readonly habit: { readonly type: string; readonly config: object; readonly starts_on: string };
  readonly today: string;
  /** `2026-03-01` or `2026-03-01T07:30`. */
  readonly completions: readonly string[];
  readonly skips?: readonly string[];
  readonly shortDays?: readonly string[];
  readonly freeze?: string;
  readonly weekStart?: number;
}

const rhythmOf = ({ habit, freeze = 'off', weekStart = 1 }: Case): Rhythm => {
  const { type, config, starts_on: startsOn } = habit;
  return checkRhythm({
    ...({ type, config } as Frequency),
    startsOn,
    freezePolicy: freeze as Rhythm['freezePolicy'],
    weekStart,
  });
};

const factsOf = ({ completions, skips = [], shortDays = [] }: Case): HabitFacts => ({
  completions: completions.map((row) => ({ date: row.slice(0, 10), time: row.slice(11) || null })),
  restDays: skips,
  shortDays,
});

test('the vectors are there', () => {
  expect(vectors.streaks.length).toBe(66);
  expect(vectors.strength.length).toBe(21);
});

describe('streaks', () => {
  test.each(vectors.streaks)('$id: $name', (given) => {
    const stats = judgeHabit(rhythmOf(given), factsOf(given), given.today);
    expect({
      current: stats.currentStreak,
      longest: stats.longestStreak,
      unit: stats.streakUnit,
      state: stats.state,
      at_risk: stats.atRisk,
      freezes_left: stats.freezesLeft,
      frozen: stats.frozen,
    }).toEqual(given.expect);
  });

  test.each(vectors.streaks)('$id explains itself', (given) => {
    const units = explainStreak(rhythmOf(given), factsOf(given), given.today);
    expect(units[0]?.run ?? 0).toBe(given.expect.current);
    expect(Math.max(0, ...units.map(({ run }) => run))).toBe(given.expect.longest);
    expect(units.flatMap(({ outcome, on }) => (outcome === 'frozen' ? [on] : [])).reverse()).toEqual(
      given.expect.frozen,
    );
  });
});

test.each(vectors.strength)('strength: $case', (given) => {
  expect(judgeHabit(rhythmOf(given), factsOf(given), given.today).strength).toBe(given.expect.toFixed(6));
});
