/** How each rhythm is counted: its units in the calendar, what counts in them and how often they come (spec 2.3, 2.5). */
import { floorMod, isoWeekday, monthStartOf, toDay, weekStartOf } from './day-number.ts';
import { occurrenceFrequency, occurrenceWindows } from './occurrence-windows.ts';
import { WEEKDAYS, type AdvancedConfig, type Rhythm, type Weekday } from './rhythm.ts';
import type { PerDay, Span, StreakUnit } from './unit.ts';

export interface Plan {
  readonly unit: StreakUnit;
  /** Rows a day, dates a week or month; else 1. */
  readonly times: number;
  /** Whether a completion on this day counts. */
  readonly counts: (day: number) => boolean;
  /** The units that end on `from` or later and begin on `through` or earlier, ascending. None for intervals. */
  readonly spans: (from: number, through: number) => readonly Span[];
  /** Worked out when asked: a recurrence rule must be expanded for it. */
  readonly frequency: () => PerDay;
  /** Strength takes a step a day, or one a unit. */
  readonly steps: 'days' | 'units';
}

const always = () => true;

const perDay = (num: number, den: number) => (): PerDay => (num < den ? { num, den } : { num: 1, den: 1 });

const isOneOf = (days: readonly Weekday[]) => {
  const isoDays = new Set(days.map((name) => WEEKDAYS.indexOf(name) + 1));
  return (day: number) => isoDays.has(isoWeekday(day));
};

const daySpans =
  (due: (day: number) => boolean): Plan['spans'] =>
  (from, through) => {
    const spans: Span[] = [];
    for (let day = from; day <= through; day += 1) if (due(day)) spans.push({ start: day, end: day, on: day });
    return spans;
  };

/** Weeks or months: `startOf` gives the first day of a day's period, and none is longer than `longest` days. */
const periodSpans =
  (startOf: (day: number) => number, longest: number): Plan['spans'] =>
  (from, through) => {
    const spans: Span[] = [];
    let start = startOf(from);
    while (start <= through) {
      const next = startOf(start + longest);
      spans.push({ start, end: next - 1, on: start });
      start = next;
    }
    return spans;
  };

const weekPlan = (times: number, weekStart: number, counts: Plan['counts']): Plan => ({
  unit: 'week',
  times,
  counts,
  spans: periodSpans((day) => weekStartOf(day, weekStart), 7),
  frequency: perDay(times, 7),
  steps: 'days',
});

const dueDayPlan = (due: Plan['counts'], frequency: Plan['frequency']): Plan => ({
  unit: 'day',
  times: 1,
  counts: due,
  spans: daySpans(due),
  frequency,
  steps: 'units',
});

const advancedPlan = (config: AdvancedConfig, { startsOn, weekStart }: Rhythm): Plan => {
  switch (config.pattern) {
    case 'WEEKDAYS_ONLY': {
      const { excludeDays = ['SAT', 'SUN'], timesPerWeek } = config.rules;
      const dueDays = WEEKDAYS.filter((day) => !excludeDays.includes(day));
      const due = isOneOf(dueDays);
      return timesPerWeek !== undefined && timesPerWeek < dueDays.length
        ? weekPlan(timesPerWeek, weekStart, due)
        : dueDayPlan(due, perDay(dueDays.length, 7));
    }
    case 'CYCLE': {
      const { on, off, anchor } = config.rules;
      const first = toDay(anchor);
      return dueDayPlan((day) => floorMod(day - first, on + off) < on, perDay(on, on + off));
    }
    case 'RRULE': {
      const { rules } = config;
      return {
        unit: 'occurrence',
        times: 1,
        counts: always,
        spans: (from, through) => occurrenceWindows(rules, startsOn, from, through),
        frequency: () => occurrenceFrequency(rules.rrule, startsOn),
        steps: 'units',
      };
    }
  }
};

export const planOf = (rhythm: Rhythm): Plan => {
  switch (rhythm.type) {
    case 'DAILY': {
      const { timesPerDay: times = 1 } = rhythm.config;
      return { unit: 'day', times, counts: always, spans: daySpans(always), frequency: perDay(1, 1), steps: 'days' };
    }
    case 'WEEKLY': {
      const { timesPerWeek, specificDays } = rhythm.config;
      return weekPlan(timesPerWeek, rhythm.weekStart, specificDays ? isOneOf(specificDays) : always);
    }
    case 'MONTHLY': {
      const { timesPerMonth: times } = rhythm.config;
      const spans = periodSpans(monthStartOf, 31);
      return { unit: 'month', times, counts: always, spans, frequency: perDay(times, 30), steps: 'days' };
    }
    case 'CUSTOM_INTERVAL': {
      const frequency = perDay(1, rhythm.config.intervalDays);
      return { unit: 'interval', times: 1, counts: always, spans: () => [], frequency, steps: 'days' };
    }
    case 'ADVANCED':
      return advancedPlan(rhythm.config, rhythm);
  }
};
