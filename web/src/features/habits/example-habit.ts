/** A habit for tests of the pure helpers. */
import type { HabitStats, HabitView, StreakUnit } from '#core/contract/habits.ts';

const stats: HabitStats = {
  current_streak: 4,
  longest_streak: 9,
  streak_unit: 'day',
  state: 'due',
  at_risk: false,
  freezes_left: 0,
  strength: '0.300000',
  as_of: '2026-03-06',
};

type Rhythm = Partial<Pick<HabitView, 'frequency_type' | 'frequency_config' | 'title' | 'starts_on'>>;

/** Every day since Sunday 1 March 2026, unless said otherwise. */
export const habitOf = (rhythm: Rhythm = {}, of: Partial<HabitStats> = {}): HabitView =>
  ({
    id: 'h',
    title: 'Stretch',
    starts_on: '2026-03-01',
    freeze_policy: 'off',
    category_id: null,
    archived_at: null,
    created_at: '2026-03-01T08:00:00.000Z',
    updated_at: '2026-03-01T08:00:00.000Z',
    frequency_type: 'DAILY',
    frequency_config: { allowMultiplePerDay: false },
    ...rhythm,
    stats: { ...stats, ...of },
  }) as HabitView;

export const advanced = (pattern: string, rules: object): Rhythm =>
  ({ frequency_type: 'ADVANCED', frequency_config: { pattern, rules } }) as Rhythm;

export const unitOf = (on: string, more: Partial<StreakUnit> = {}): StreakUnit => ({
  on,
  start: on,
  end: on,
  need: 1,
  have: 0,
  outcome: 'missed',
  rest: null,
  gap: null,
  dates: [],
  run: 0,
  ...more,
});

export const rowOn = (completion_date: string, completion_time: string | null = null) => ({
  id: `${completion_date} ${completion_time ?? ''}`,
  completion_date,
  completion_time,
  client_completion_id: null,
  created_at: `${completion_date}T08:00:00.000Z`,
});
