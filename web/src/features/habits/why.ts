/** Why the streak is what it is, unit by unit, in words (spec 2.3, 2.4). Pure. */
import type { HabitView, StreakUnit } from '#core/contract/habits.ts';
import { dateOf } from '../../ui/words.ts';
import { streakWords } from './rhythm-words.ts';
import { monthName } from './words.ts';

export interface WhyLine {
  readonly outcome: StreakUnit['outcome'];
  /** When it was: `Fri 27 Nov`, `23 to 29 Nov`, `November 2026`. */
  readonly title: string;
  /** What it did. */
  readonly says: string;
  /** The streak after it: `12 days`; `null` where none is running. */
  readonly run: string | null;
}

const titleOf = (habit: HabitView, { on, start, end, have }: StreakUnit): string => {
  switch (habit.stats.streak_unit) {
    case 'day':
    case 'occurrence':
      return dateOf(on);
    case 'week':
      return `${dateOf(start)} to ${dateOf(end)}`;
    case 'month':
      return monthName(on);
    case 'interval':
      return have > 0 ? dateOf(on) : `After ${dateOf(on)}`;
  }
};

const daysWords = (n: number): string => (n === 1 ? '1 day' : `${n} days`);

const metWords = (habit: HabitView, { on, need, have, gap, dates }: StreakUnit): string => {
  switch (habit.stats.streak_unit) {
    case 'day':
      return need > 1 ? `Done, ${have} of ${need}.` : 'Done.';
    case 'week':
    case 'month':
      return `${have} of ${need} ${need === 1 ? 'day' : 'days'} done.`;
    case 'interval':
      return gap === null ? 'The first check-in.' : `A check-in, ${daysWords(gap)} after the one before.`;
    case 'occurrence': {
      const [date] = dates;
      return date === undefined || date === on ? 'Done.' : `Done on ${dateOf(date)}.`;
    }
  }
};

/** What the rhythm of an interval asks for. */
const everyOf = (habit: HabitView): number =>
  habit.frequency_type === 'CUSTOM_INTERVAL' ? habit.frequency_config.intervalDays : 1;

const currentWords = (habit: HabitView, { need, have, gap, end }: StreakUnit): string => {
  if (gap !== null) return `${daysWords(gap)} so far; day ${everyOf(habit)} is in time.`;
  if (habit.stats.streak_unit === 'day') return need > 1 ? `Not over yet: ${have} of ${need}.` : 'Not over yet.';
  if (habit.stats.streak_unit === 'occurrence') return `Not over yet: it counts until ${dateOf(end)}.`;
  return `Not over yet: ${have} of ${need} ${need === 1 ? 'day' : 'days'}.`;
};

const missedWords = ({ have, need, gap }: StreakUnit): string => {
  if (gap !== null) return `A pause of ${daysWords(gap)}. The next check-in begins a new run.`;
  return `${need > 1 ? `${have} of ${need} done` : 'A break'}. What comes next begins a new run.`;
};

const saysOf = (habit: HabitView, unit: StreakUnit): string => {
  switch (unit.outcome) {
    case 'met':
      return metWords(habit, unit);
    case 'missed':
      return missedWords(unit);
    case 'frozen':
      return 'Bridged from the reserve. The run goes on.';
    case 'transparent':
      return unit.rest === 'short_day'
        ? 'Travel made this day shorter than 12 hours. It neither counts nor breaks.'
        : 'Rest. It neither counts nor breaks.';
    case 'current':
      return currentWords(habit, unit);
    case 'partial':
      return 'It began before the habit did, so it neither counts nor breaks.';
  }
};

export const whyLine = (habit: HabitView, unit: StreakUnit): WhyLine => ({
  outcome: unit.outcome,
  title: titleOf(habit, unit),
  says: saysOf(habit, unit),
  run: unit.run === 0 ? null : streakWords(unit.run, habit.stats.streak_unit),
});

export const whyWords = {
  title: 'Why this streak',
  intro: {
    day: 'A streak counts days that were asked for.',
    week: 'A streak counts weeks that reached what you asked.',
    month: 'A streak counts months that reached what you asked.',
    interval: 'A streak counts check-ins that came in time.',
    occurrence: 'A streak counts the dates of the rule.',
  },
  none: 'Nothing to tell yet. The first time starts the story.',
  earlier: 'Show earlier',
  outcomes: {
    met: 'done',
    missed: 'break',
    frozen: 'bridged',
    transparent: 'rest',
    current: 'open',
    partial: 'before',
  },
} as const;
