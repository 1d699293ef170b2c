/** What the shape of a rhythm cannot say (spec 2.2). Types and ranges are the contract's to check. */
import { DomainError } from '../errors.ts';
import { toDay } from './day-number.ts';
import type {
  AdvancedConfig,
  DailyConfig,
  Rhythm,
  RruleRules,
  Weekday,
  WeekdaysRules,
  WeeklyConfig,
} from './rhythm.ts';
import { readRrule } from './rrule-text.ts';
import { occurrencesWithin } from './rrule.ts';

const fault = (field: string, detail: string): DomainError =>
  new DomainError('validation_failed', { field: `frequency_config.${field}`, detail });

const assertUnique = (field: string, days: readonly Weekday[]): void => {
  if (new Set(days).size < days.length) throw fault(field, 'Name each day once.');
};

const checkDaily = ({ allowMultiplePerDay, timesPerDay }: DailyConfig): void => {
  if (timesPerDay !== undefined && !allowMultiplePerDay) {
    throw fault('timesPerDay', 'timesPerDay needs allowMultiplePerDay.');
  }
};

const checkWeekly = ({ timesPerWeek, specificDays }: WeeklyConfig): void => {
  if (!specificDays) return;
  assertUnique('specificDays', specificDays);
  if (specificDays.length < timesPerWeek) {
    throw fault('specificDays', `${timesPerWeek} times a week need at least ${timesPerWeek} days.`);
  }
};

const checkWeekdays = ({ excludeDays = [] }: WeekdaysRules): void => {
  assertUnique('rules.excludeDays', excludeDays);
  if (excludeDays.length > 6) throw fault('rules.excludeDays', 'Leave at least one day of the week.');
};

const FIRST_YEAR = 366;

/** Windows must not touch in the first year: `early + grace` stays below the shortest distance of two occurrences. */
const assertApart = ({ rrule, earlyDays = 0, graceDays = 0 }: RruleRules, { startsOn }: Rhythm): void => {
  const width = earlyDays + graceDays;
  if (width === 0) return;
  const first = toDay(startsOn);
  const days = occurrencesWithin(rrule, startsOn, first, first + FIRST_YEAR - 1);
  const shortest = Math.min(...days.slice(1).map((day, index) => day - (days[index] ?? -Infinity)));
  if (width >= shortest) {
    throw new DomainError('rrule_window_too_wide', {
      field: `frequency_config.rules.${graceDays > 0 ? 'graceDays' : 'earlyDays'}`,
      detail: `earlyDays and graceDays together must stay below ${shortest}, the shortest distance of two occurrences in days.`,
    });
  }
};

const checkAdvanced = (config: AdvancedConfig, rhythm: Rhythm): AdvancedConfig => {
  if (config.pattern === 'WEEKDAYS_ONLY') checkWeekdays(config.rules);
  if (config.pattern !== 'RRULE') return config;
  const rules = { ...config.rules, rrule: readRrule(config.rules.rrule, rhythm.weekStart) };
  assertApart(rules, rhythm);
  return { ...config, rules };
};

/**
 * The rhythm whose `config` is to be stored: as given, but a recurrence rule in its stored form.
 * @throws {DomainError} `validation_failed`, `rrule_not_allowed`, `rrule_window_too_wide`, with the field as the API names it
 */
export const checkRhythm = (rhythm: Rhythm): Rhythm => {
  if (rhythm.type === 'DAILY') checkDaily(rhythm.config);
  if (rhythm.type === 'WEEKLY') checkWeekly(rhythm.config);
  if (rhythm.type !== 'ADVANCED') return rhythm;
  return { ...rhythm, config: checkAdvanced(rhythm.config, rhythm) };
};
