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

describe('edges', () => {
  const judged = (frequency: Frequency, startsOn: string, today: string, given: Partial<HabitFacts>) =>
    judgeHabit(
      { ...frequency, startsOn, freezePolicy: 'auto', weekStart: 1 },
      { completions: [], restDays: [], shortDays: [], ...given },
      today,
    );
  const on = (...dates: readonly string[]) => dates.map((day) => ({ date: `2026-03-${day}`, time: null }));
  const daily: Frequency = { type: 'DAILY', config: { allowMultiplePerDay: false } };
  const every3: Frequency = { type: 'CUSTOM_INTERVAL', config: { intervalDays: 3 } };
  const weekly: Frequency = { type: 'WEEKLY', config: { timesPerWeek: 3 } };

  test('a miss on starts_on itself can be paid, one on the day before cannot', () => {
    const frozen = (startsOn: string) => judged(daily, startsOn, '2026-03-10', { completions: on('08', '10') }).frozen;
    expect(frozen('2026-03-09')).toEqual(['2026-03-09']);
    expect(frozen('2026-03-10')).toEqual([]);
  });

  test('a gap that reached n days on starts_on can be paid, one that was longer cannot', () => {
    const frozen = (startsOn: string) => judged(every3, startsOn, '2026-03-10', { completions: on('06', '10') }).frozen;
    expect(frozen('2026-03-09')).toEqual(['2026-03-06']);
    expect(frozen('2026-03-10')).toEqual([]);
  });

  test('a gap of 2n costs one freeze, a day more costs two', () => {
    const after = (last: string) => judged(every3, '2026-03-01', `2026-03-${last}`, { completions: on('01', last) });
    expect(after('07')).toMatchObject({ currentStreak: 2, freezesLeft: 0 });
    expect(after('08')).toMatchObject({ currentStreak: 1, freezesLeft: 1 });
  });

  test('a week hangs on today when the days after it are rest or do not count', () => {
    const met = on('02', '03', '04');
    const risk = (frequency: Frequency, today: string, completions: readonly string[], restDays: readonly string[]) =>
      judged(frequency, '2026-03-02', `2026-03-${today}`, {
        completions: [...met, ...on(...completions)],
        restDays: restDays.map((day) => `2026-03-${day}`),
      }).atRisk;
    expect(risk(weekly, '14', ['09', '10'], ['15'])).toBe(true);
    expect(risk(weekly, '14', ['09', '10'], [])).toBe(false);
    // Today is done, so nothing can be done about it any more.
    expect(risk(weekly, '15', ['09', '15'], [])).toBe(false);
    const days = ['MON', 'TUE', 'WED', 'FRI'] as const;
    const some: Frequency = { type: 'WEEKLY', config: { timesPerWeek: 3, specificDays: days } };
    expect(risk(some, '13', ['09', '10'], [])).toBe(true);
    expect(risk(some, '12', ['09', '10'], [])).toBe(false);
  });

  test('a day that does not count adds nothing to the strength of a week', () => {
    const some: Frequency = { type: 'WEEKLY', config: { timesPerWeek: 1, specificDays: ['MON'] } };
    const strength = (...dates: readonly string[]) =>
      judged(some, '2026-03-02', '2026-03-05', { completions: on(...dates) }).strength;
    expect(strength('02', '03', '04')).toBe(strength('02'));
  });

  test('a month is 30 days to the strength', () => {
    const keep = 0.5 ** (Math.sqrt(3 / 30) / 13);
    const monthly: Frequency = { type: 'MONTHLY', config: { timesPerMonth: 3 } };
    expect(judged(monthly, '2026-03-02', '2026-03-02', { completions: on('02') }).strength).toBe(
      ((1 - keep) / 6).toFixed(6),
    );
  });
});
