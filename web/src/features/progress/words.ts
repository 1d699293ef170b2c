/** What the Progress page says (DESIGN.md, Voice). */
import type { CategoryName } from '#core/domain/pet/rules.ts';
import { dateOf } from '../../ui/words.ts';

/** `null`: called by where it comes from. */
export const groupNames: Readonly<Record<CategoryName | 'other', string | null>> = {
  dev: null,
  health: null,
  habits: 'Habits',
  dog: 'Dog moments',
  planning: 'Plan',
  goals: 'Goals',
  other: 'Other',
};

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'commit.push': ['commit', 'commits'],
  'pull_request.opened': ['pull request opened', 'pull requests opened'],
  'pull_request.merged': ['pull request merged', 'pull requests merged'],
  'review.submitted': ['review', 'reviews'],
  'release.published': ['release', 'releases'],
  'issue.closed': ['issue closed', 'issues closed'],
  'steps.recorded': ['step', 'steps'],
  'sleep.recorded': ['minute of sleep', 'minutes of sleep'],
  'active_minutes.recorded': ['active minute', 'active minutes'],
  'habit.completed': ['habit kept', 'habits kept'],
  'goal.completed': ['goal reached', 'goals reached'],
  'goal.period_met': ['period met', 'periods met'],
  'goal.milestone_met': ['milestone', 'milestones'],
  'log.recorded': ['measurement', 'measurements'],
  'progress.logged': ['amount', 'amounts'],
  'behavior.positive': ['good moment', 'good moments'],
  'behavior.negative': ['hard moment', 'hard moments'],
  'step.passed': ['set passed', 'sets passed'],
  'step.needs_work': ['set that needs work', 'sets that need work'],
  'step.neutral': ['neutral set', 'neutral sets'],
  'step.completed': ['training step', 'training steps'],
};

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** `41 commits`; a type without words of its own is counted. */
export const unitWords = (type: string, value: number): string => {
  const [one, many] = units[type] ?? ['logged', 'logged'];
  return `${number.format(value)} ${value === 1 ? one : many}`;
};

export const amount = (value: number): string => number.format(value);

export const words = {
  title: 'Progress',
  empty: (name: string) => `Nothing here yet. The first thing that feeds ${name} starts this page.`,
  emptyAction: 'Look at connections',
  failed: 'Your progress cannot be read now. It is safe on your server.',
  range: (days: number) => (days === 90 ? '90' : `${days} days`),
  rangeLabel: 'How far back',
  xp: 'XP',
  xpBefore: (now: number, before: number) => {
    if (before === 0) return 'the first of their kind';
    if (now === before) return 'as before';
    return now > before ? `${amount(now - before)} more than before` : `${amount(before)} before`;
  },
  activeDays: 'Active days',
  activeDaysOf: (days: number) => `of ${days}`,
  best: 'Best day',
  bestDate: (date: string | null) => (date === null ? 'still to come' : dateOf(date)),
  level: 'Level',
  levelFrom: (then: number, now: number) => (then === now ? 'the same as then' : `was ${then}`),
  byDay: 'XP, day by day',
  byDayUnit: 'XP',
  byDaySays: (days: number, xp: number, best: string) =>
    `${amount(xp)} XP in ${days} days${best === '' ? '' : `, most on ${best}`}.`,
  bySource: 'Where the XP came from',
  bySourceEmpty: 'No XP in these days. Breaks cost nothing.',
  levels: 'Level, day by day',
  levelsSays: (from: number, to: number, days: number) =>
    from === to ? `Level ${to} all ${days} days.` : `From level ${from} to level ${to} in ${days} days.`,
  ever: 'Since the beginning',
  everActive: 'Days that fed',
  everBest: 'Best day',
  year: 'The year',
  yearUnit: 'XP a day',
  yearSays: (active: number, xp: number) => `${active} active days in the last year, ${amount(xp)} XP.`,
  less: 'less',
  more: 'more',
  small: 'Fewer than 14 active days: a small sample.',
  asTable: 'Show as a table',
  asChart: 'Show as a chart',
  table: (title: string) => `${title}, as a table`,
  date: 'Date',
  month: 'Month',
  today: 'Today',
} as const;
