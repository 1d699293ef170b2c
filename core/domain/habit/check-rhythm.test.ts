import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/habits.json' with { type: 'json' };
import { checkRhythm } from './check-rhythm.ts';
import type { Frequency, Rhythm, RruleRules } from './rhythm.ts';

const rhythmOf = (frequency: Frequency, weekStart = 1): Rhythm => ({
  ...frequency,
  startsOn: '2026-03-02',
  freezePolicy: 'off',
  weekStart,
});

interface Rule {
  readonly id: string;
  readonly rules: RruleRules;
  readonly starts_on: string;
  readonly weekStart?: number;
  readonly expect: { readonly saved?: string; readonly code?: string };
}
const rules: readonly Rule[] = vectors.rrules;

test('the vectors are there', () => {
  expect(rules.length).toBe(41);
});

test.each(rules)('$id', ({ rules: given, starts_on: startsOn, weekStart = 1, expect: expected }) => {
  const config = { pattern: 'RRULE', rules: given } as const;
  const check = () => checkRhythm({ ...rhythmOf({ type: 'ADVANCED', config }, weekStart), startsOn });
  if (expected.code !== undefined) {
    expect(check).toThrow(expect.objectContaining({ code: expected.code }) as Error);
    return;
  }
  expect(check().config).toEqual({ ...config, rules: { ...given, rrule: expected.saved } });
});

/** More of what the grammar of RFC 5545 leaves out. */
test.each([
  'FREQ=DAILY=DAILY',
  'FREQ==DAILY',
  'FREQ=',
  '=DAILY',
  'FREQ',
  'FREQ=DAILY;;COUNT=2',
  'FREQ=DAILY;INTERVAL=00001',
  'FREQ=DAILY;INTERVAL=+1',
  'FREQ=DAILY;COUNT=0',
  'FREQ=MONTHLY;BYMONTHDAY=001',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=MONTHLY;BYMONTHDAY=1,',
  'FREQ=MONTHLY;BYDAY=0MO',
  'FREQ=MONTHLY;BYDAY=54MO',
  'FREQ=MONTHLY;BYDAY=+MO',
  'FREQ=MONTHLY;BYDAY=MON',
  'FREQ=MONTHLY;BYMONTH=-1',
  'FREQ=YEARLY;BYYEARDAY=367',
  'FREQ=YEARLY;BYWEEKNO=54',
  'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0',
  'FREQ=DAILY;UNTIL=2026041',
  'FREQ=DAILY;UNTIL=20261301',
  'FREQ=DAILY;WKST=XX',
  'FREQ=DAILY;__PROTO__=1',
  'FREQ=DAILY\u0130',
  '\u017fFREQ=DAILY',
])('%j is refused', (rrule) => {
  const config = { pattern: 'RRULE', rules: { rrule } } as const;
  expect(() => checkRhythm(rhythmOf({ type: 'ADVANCED', config }))).toThrow(
    expect.objectContaining({ code: 'rrule_not_allowed', field: 'frequency_config.rules.rrule' }) as Error,
  );
});

test('distances are looked for through day 366', () => {
  // 2 March 2026, then 1 and 2 March 2027: days 1, 365 and 366.
  const rules = { rrule: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1,2', graceDays: 1 };
  const config = { pattern: 'RRULE', rules } as const;
  expect(() => checkRhythm(rhythmOf({ type: 'ADVANCED', config }))).toThrow(
    expect.objectContaining({ code: 'rrule_window_too_wide' }) as Error,
  );
});

describe('what a shape cannot say', () => {
  const weekdays = (rules: object): Frequency => ({ type: 'ADVANCED', config: { pattern: 'WEEKDAYS_ONLY', rules } });

  test.each<[string, Frequency, string]>([
    ['times a day', { type: 'DAILY', config: { allowMultiplePerDay: false, timesPerDay: 2 } }, 'timesPerDay'],
    ['too few days', { type: 'WEEKLY', config: { timesPerWeek: 3, specificDays: ['MON', 'FRI'] } }, 'specificDays'],
    ['no days', { type: 'WEEKLY', config: { timesPerWeek: 1, specificDays: [] } }, 'specificDays'],
    ['a day twice', { type: 'WEEKLY', config: { timesPerWeek: 1, specificDays: ['MON', 'MON'] } }, 'specificDays'],
    ['an excluded day twice', weekdays({ excludeDays: ['MON', 'MON'] }), 'rules.excludeDays'],
    ['no day left', weekdays({ excludeDays: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] }), 'rules.excludeDays'],
  ])('%s', (_, frequency, field) => {
    expect(() => checkRhythm(rhythmOf(frequency))).toThrow(
      expect.objectContaining({ code: 'validation_failed', field: `frequency_config.${field}` }) as Error,
    );
  });

  test.each<[string, RruleRules, string, string]>([
    ['a rule', { rrule: 'FREQ=HOURLY' }, 'rrule_not_allowed', 'rrule'],
    ['grace', { rrule: 'FREQ=DAILY', graceDays: 1, earlyDays: 1 }, 'rrule_window_too_wide', 'graceDays'],
    ['early days', { rrule: 'FREQ=DAILY', earlyDays: 1 }, 'rrule_window_too_wide', 'earlyDays'],
  ])('%s is named as the API names it', (_, given, code, field) => {
    const frequency: Frequency = { type: 'ADVANCED', config: { pattern: 'RRULE', rules: given } };
    expect(() => checkRhythm(rhythmOf(frequency))).toThrow(
      expect.objectContaining({ code, field: `frequency_config.rules.${field}` }) as Error,
    );
  });

  test.each<[string, Frequency]>([
    ['twice a day', { type: 'DAILY', config: { allowMultiplePerDay: true, timesPerDay: 2 } }],
    ['as many days as times', { type: 'WEEKLY', config: { timesPerWeek: 2, specificDays: ['MON', 'FRI'] } }],
    ['every 5 days', { type: 'CUSTOM_INTERVAL', config: { intervalDays: 5 } }],
    ['twice a month', { type: 'MONTHLY', config: { timesPerMonth: 2 } }],
    ['one day is left', weekdays({ excludeDays: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] })],
    ['more times than due days', weekdays({ timesPerWeek: 7 })],
    ['a cycle', { type: 'ADVANCED', config: { pattern: 'CYCLE', rules: { on: 3, off: 1, anchor: '2026-03-01' } } }],
    [
      // One occurrence in the first 366 days has no distance to another.
      'wide windows far apart',
      {
        type: 'ADVANCED',
        config: { pattern: 'RRULE', rules: { rrule: 'FREQ=YEARLY;INTERVAL=2;WKST=MO', graceDays: 30, earlyDays: 30 } },
      },
    ],
  ])('%s is stored as it is', (_, frequency) => {
    expect(checkRhythm(rhythmOf(frequency))).toEqual(rhythmOf(frequency));
  });
});
