/** A habit as its editor holds it, and as the API takes it. Pure. */
import type { HabitView } from '#core/contract/habits.ts';
import { WEEKDAYS, type Weekday } from '#core/domain/habit/rhythm.ts';
import type { NewHabit } from '../../state/habits.svelte.ts';

/** The rhythms as people think of them; the API has some of them as patterns of one type. */
export const KINDS = ['daily', 'weekly', 'weekdays', 'interval', 'monthly', 'cycle', 'rule'] as const;
export type Kind = (typeof KINDS)[number];

/** Numbers are kept as they are typed. */
export interface Draft {
  title: string;
  kind: Kind;
  startsOn: string;
  bridges: boolean;
  /** `''`: none. */
  category: string;
  isMany: boolean;
  timesADay: string;
  daysAWeek: string;
  isFixed: boolean;
  /** Of `weekly`: those that count. */
  fixedDays: Weekday[];
  /** Of `weekdays`: those that are asked for. */
  dueDays: Weekday[];
  isFewer: boolean;
  fewer: string;
  every: string;
  daysAMonth: string;
  on: string;
  off: string;
  anchor: string;
  rrule: string;
  early: string;
  grace: string;
}

const WORKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];

export const emptyDraft = (today: string): Draft => ({
  title: '',
  kind: 'daily',
  startsOn: today,
  bridges: false,
  category: '',
  isMany: false,
  timesADay: '2',
  daysAWeek: '3',
  isFixed: false,
  fixedDays: ['MON', 'WED', 'FRI'],
  dueDays: [...WORKDAYS],
  isFewer: false,
  fewer: '3',
  every: '3',
  daysAMonth: '2',
  on: '3',
  off: '1',
  anchor: today,
  rrule: 'FREQ=MONTHLY;BYDAY=1MO',
  early: '0',
  grace: '0',
});

const without = (days: readonly Weekday[]): Weekday[] => WEEKDAYS.filter((day) => !days.includes(day));
const inOrder = (days: readonly Weekday[]): Weekday[] => WEEKDAYS.filter((day) => days.includes(day));

const rhythmDraft = (habit: HabitView): Partial<Draft> => {
  switch (habit.frequency_type) {
    case 'DAILY': {
      const { allowMultiplePerDay, timesPerDay = 1 } = habit.frequency_config;
      return {
        kind: 'daily',
        isMany: allowMultiplePerDay,
        ...(allowMultiplePerDay && { timesADay: String(timesPerDay) }),
      };
    }
    case 'WEEKLY': {
      const { timesPerWeek, specificDays } = habit.frequency_config;
      const fixed = specificDays && { fixedDays: [...specificDays] };
      return { kind: 'weekly', daysAWeek: String(timesPerWeek), isFixed: specificDays !== undefined, ...fixed };
    }
    case 'CUSTOM_INTERVAL':
      return { kind: 'interval', every: String(habit.frequency_config.intervalDays) };
    case 'MONTHLY':
      return { kind: 'monthly', daysAMonth: String(habit.frequency_config.timesPerMonth) };
    case 'ADVANCED': {
      const config = habit.frequency_config;
      if (config.pattern === 'CYCLE') {
        const { on, off, anchor } = config.rules;
        return { kind: 'cycle', on: String(on), off: String(off), anchor };
      }
      if (config.pattern === 'RRULE') {
        const { rrule, earlyDays = 0, graceDays = 0 } = config.rules;
        return { kind: 'rule', rrule, early: String(earlyDays), grace: String(graceDays) };
      }
      const { excludeDays = ['SAT', 'SUN'], timesPerWeek } = config.rules;
      const fewer = timesPerWeek !== undefined && { fewer: String(timesPerWeek) };
      return { kind: 'weekdays', dueDays: without(excludeDays), isFewer: timesPerWeek !== undefined, ...fewer };
    }
  }
};

export const draftOf = (habit: HabitView, today: string): Draft => ({
  ...emptyDraft(today),
  title: habit.title,
  startsOn: habit.starts_on,
  bridges: habit.freeze_policy === 'auto',
  category: habit.category_id ?? '',
  ...rhythmDraft(habit),
});

type Frequency = NewHabit extends infer Body
  ? Body extends { frequency_type: string; frequency_config: object }
    ? Pick<Body, 'frequency_type' | 'frequency_config'>
    : never
  : never;

const frequencyOf = (draft: Draft): Frequency => {
  switch (draft.kind) {
    case 'daily': {
      const times = draft.isMany && { timesPerDay: Number(draft.timesADay) };
      return { frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: draft.isMany, ...times } };
    }
    case 'weekly': {
      const days = draft.isFixed && { specificDays: inOrder(draft.fixedDays) };
      return { frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: Number(draft.daysAWeek), ...days } };
    }
    case 'interval':
      return { frequency_type: 'CUSTOM_INTERVAL', frequency_config: { intervalDays: Number(draft.every) } };
    case 'monthly':
      return { frequency_type: 'MONTHLY', frequency_config: { timesPerMonth: Number(draft.daysAMonth) } };
    case 'weekdays': {
      const fewer = draft.isFewer && { timesPerWeek: Number(draft.fewer) };
      const rules = { excludeDays: without(draft.dueDays), ...fewer };
      return { frequency_type: 'ADVANCED', frequency_config: { pattern: 'WEEKDAYS_ONLY', rules } };
    }
    case 'cycle': {
      const rules = { on: Number(draft.on), off: Number(draft.off), anchor: draft.anchor };
      return { frequency_type: 'ADVANCED', frequency_config: { pattern: 'CYCLE', rules } };
    }
    case 'rule': {
      const [early, grace] = [Number(draft.early), Number(draft.grace)];
      const around = { ...(early !== 0 && { earlyDays: early }), ...(grace !== 0 && { graceDays: grace }) };
      const rules = { rrule: draft.rrule.trim(), ...around };
      return { frequency_type: 'ADVANCED', frequency_config: { pattern: 'RRULE', rules } };
    }
  }
};

/** What the API is sent. Numbers that are none become `null` on the way, and the server names their field. */
export const bodyOf = (draft: Draft): NewHabit => ({
  title: draft.title,
  starts_on: draft.startsOn,
  freeze_policy: draft.bridges ? 'auto' : 'off',
  category_id: draft.category === '' ? null : draft.category,
  ...frequencyOf(draft),
});

const MOST = 366;

/** Whether its numbers and dates are such that dates can be worked out from them. */
export const isSound = ({ frequency_config: config, starts_on: startsOn = '' }: NewHabit): boolean => {
  const values = Object.values('rules' in config ? config.rules : config) as readonly unknown[];
  const isNumberSound = (n: number) => Number.isInteger(n) && n >= 1 && n <= MOST;
  const isFilled = 'rules' in config && 'anchor' in config.rules ? config.rules.anchor !== '' : true;
  return startsOn !== '' && isFilled && values.every((value) => typeof value !== 'number' || isNumberSound(value));
};
