/** For tests: every kind of rhythm, and histories of some months around its start. */
import fc from 'fast-check';
import { DomainError } from '../errors.ts';
import { addDays } from '../time/dates.ts';
import { checkRhythm } from './check-rhythm.ts';
import type { Completion, HabitFacts } from './history.ts';
import { WEEKDAYS, type Frequency, type Rhythm, type RruleRules } from './rhythm.ts';

/** Of every property of habits. */
export const RUNS = { numRuns: 2000 };
export const FIRST = '2026-02-20';
const TIMES = ['07:30:00', '19:00:00'];

const days = fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 6 });
const upTo = (max: number) => fc.integer({ min: 1, max });
const advanced = <P extends 'WEEKDAYS_ONLY' | 'RRULE' | 'CYCLE'>(pattern: P, rules: fc.Arbitrary<object>) =>
  rules.map((given) => ({ type: 'ADVANCED', config: { pattern, rules: given } }) as Frequency);

const rrule = fc.record({
  rrule: fc.constantFrom(
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=DAILY;COUNT=20',
    'FREQ=WEEKLY;BYDAY=MO,TH',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU',
    'FREQ=WEEKLY;UNTIL=20260331',
    'FREQ=MONTHLY;BYDAY=1MO,-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=YEARLY;BYWEEKNO=10,12,14',
  ),
  earlyDays: fc.integer({ min: 0, max: 3 }),
  graceDays: fc.integer({ min: 0, max: 3 }),
});

const frequency: fc.Arbitrary<Frequency> = fc.oneof(
  fc.constant({ type: 'DAILY', config: { allowMultiplePerDay: false } } as const),
  upTo(2).map((timesPerDay) => ({ type: 'DAILY', config: { allowMultiplePerDay: true, timesPerDay } }) as const),
  upTo(7).map((timesPerWeek) => ({ type: 'WEEKLY', config: { timesPerWeek } }) as const),
  days.chain((specificDays) =>
    upTo(specificDays.length).map(
      (timesPerWeek) => ({ type: 'WEEKLY', config: { timesPerWeek, specificDays } }) as const,
    ),
  ),
  upTo(9).map((intervalDays) => ({ type: 'CUSTOM_INTERVAL', config: { intervalDays } }) as const),
  upTo(31).map((timesPerMonth) => ({ type: 'MONTHLY', config: { timesPerMonth } }) as const),
  advanced('WEEKDAYS_ONLY', fc.oneof(fc.constant({}), fc.record({ excludeDays: days, timesPerWeek: upTo(7) }))),
  advanced('CYCLE', fc.record({ on: upTo(5), off: upTo(3), anchor: upTo(60).map((n) => addDays(FIRST, n)) })),
  advanced('RRULE', rrule),
);

/** As it would be stored; windows that are too wide are dropped. */
const stored = (rhythm: Rhythm): Rhythm => {
  try {
    return checkRhythm(rhythm);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'rrule_window_too_wide') throw error;
    const { rrule: text } = (rhythm.config as { readonly rules: RruleRules }).rules;
    return checkRhythm({ ...rhythm, type: 'ADVANCED', config: { pattern: 'RRULE', rules: { rrule: text } } });
  }
};

const rhythmWith = (freezePolicy: fc.Arbitrary<Rhythm['freezePolicy']>, of = frequency): fc.Arbitrary<Rhythm> =>
  fc
    .record({ of, freezePolicy, weekStart: upTo(7), starts: fc.integer({ min: 0, max: 40 }) })
    .map(({ of: given, starts, ...rest }) => stored({ ...given, ...rest, startsOn: addDays(FIRST, starts) }));
export const rhythm = rhythmWith(fc.constantFrom('off', 'auto'));
export const unfrozen = rhythmWith(fc.constant('off'));

/** A mark a day from FIRST on: done, done twice, nothing, rest, rest and done, short, short and done. */
const MARKS = ['x', 'x', 'x', 'X', '.', '.', 'r', 'R', 's', 'S'];
export const completionsOn = (date: string, rows: number): Completion[] =>
  TIMES.slice(0, rows).map((time) => ({ date, time }));
export const factsOf = (marks: string): HabitFacts => {
  const dates = [...marks].map((mark, index) => ({ mark, date: addDays(FIRST, index) }));
  const those = (of: string) => dates.filter(({ mark }) => of.includes(mark)).map(({ date }) => date);
  return {
    completions: [
      ...those('xRS').flatMap((date) => completionsOn(date, 1)),
      ...those('X').flatMap((date) => completionsOn(date, 2)),
    ],
    restDays: those('rR'),
    shortDays: those('sS'),
  };
};
export const facts = fc
  .array(fc.tuple(fc.constantFrom(...MARKS), upTo(9)), { maxLength: 25, size: 'max' })
  .map((runs) =>
    factsOf(runs.map(([mark, length]) => mark.repeat('rsRS'.includes(mark) ? length % 4 : length)).join('')),
  );
export const date = fc.integer({ min: 0, max: 130 }).map((n) => addDays(FIRST, n));

export const done = (given: HabitFacts, ...rows: readonly Completion[]): HabitFacts => ({
  ...given,
  completions: [...given.completions, ...rows],
});
export const through = (given: HabitFacts, today: string): HabitFacts => ({
  ...given,
  completions: given.completions.filter((row) => row.date <= today),
});
