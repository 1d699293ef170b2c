/** The rhythm of a habit as its owner chose it (spec 2.2). The keys of a config are those of the API and of seed 004. */
import type { LocalDate } from '../event.ts';

/** In ISO order: index + 1 is the ISO weekday. */
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface DailyConfig {
  readonly allowMultiplePerDay: boolean;
  /** 1 to 50, 1 when absent. */
  readonly timesPerDay?: number | undefined;
}

export interface WeeklyConfig {
  /** 1 to 7. */
  readonly timesPerWeek: number;
  /** Only these days count; all when absent. */
  readonly specificDays?: readonly Weekday[] | undefined;
}

export interface IntervalConfig {
  /** 1 to 366. */
  readonly intervalDays: number;
}

export interface MonthlyConfig {
  /** 1 to 31. */
  readonly timesPerMonth: number;
}

export interface WeekdaysRules {
  /** Saturday and Sunday when absent. */
  readonly excludeDays?: readonly Weekday[] | undefined;
  /** Fewer than there are due days: the week is judged, not the day. */
  readonly timesPerWeek?: number | undefined;
}

export interface RruleRules {
  /** RFC 5545, in the form that is stored: upper case, with WKST. */
  readonly rrule: string;
  /** 0 to 30 days after an occurrence that still count. */
  readonly graceDays?: number | undefined;
  /** 0 to 30 days before an occurrence that already count. */
  readonly earlyDays?: number | undefined;
}

export interface CycleRules {
  /** 1 to 60 days on, then 1 to 60 days off. */
  readonly on: number;
  readonly off: number;
  /** The first day of one of the cycles, past or future. */
  readonly anchor: LocalDate;
}

export type AdvancedConfig =
  | { readonly pattern: 'WEEKDAYS_ONLY'; readonly rules: WeekdaysRules }
  | { readonly pattern: 'RRULE'; readonly rules: RruleRules }
  | { readonly pattern: 'CYCLE'; readonly rules: CycleRules };

export type Frequency =
  | { readonly type: 'DAILY'; readonly config: DailyConfig }
  | { readonly type: 'WEEKLY'; readonly config: WeeklyConfig }
  | { readonly type: 'CUSTOM_INTERVAL'; readonly config: IntervalConfig }
  | { readonly type: 'MONTHLY'; readonly config: MonthlyConfig }
  | { readonly type: 'ADVANCED'; readonly config: AdvancedConfig };

export type FrequencyType = Frequency['type'];
export type FrequencyConfig = Frequency['config'];

export type Rhythm = Frequency & {
  readonly startsOn: LocalDate;
  /** `auto`: missed units are paid from a small bank (spec 2.4). */
  readonly freezePolicy: 'off' | 'auto';
  /** ISO: 1 Monday to 7 Sunday. */
  readonly weekStart: number;
};
