/** A goal keeps the calendar it was made with (spec 0.4); what its page says when its owner has another one now. Pure. */
import type { RuleView } from '#core/contract/goals.ts';

type Calendar = Pick<RuleView, 'timezone' | 'week_start' | 'day_start_hour'>;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const place = (timezone: string): string => timezone.replaceAll('_', ' ');
const hour = (at: number): string => `${String(at).padStart(2, '0')}:00`;
const listed = new Intl.ListFormat('en-GB');

/** How the periods of `rule` lie otherwise than its owner's days: each as `[the goal's, the owner's]`. */
const differences = (rule: RuleView, own: Calendar): readonly (readonly [string, string])[] => {
  if (rule.interval_unit === null) return [];
  const isWeekly = rule.interval_unit === 'w' && rule.period_mode === 'calendar';
  return [
    ...(rule.timezone === own.timezone ? [] : [[`in ${place(rule.timezone)}`, `in ${place(own.timezone)}`] as const]),
    ...(rule.week_start === own.week_start || !isWeekly
      ? []
      : [
          [
            `with weeks from ${WEEKDAYS[rule.week_start - 1] ?? ''}`,
            `with weeks from ${WEEKDAYS[own.week_start - 1] ?? ''}`,
          ] as const,
        ]),
    ...(rule.day_start_hour === own.day_start_hour
      ? []
      : [[`with days from ${hour(rule.day_start_hour)}`, `with days from ${hour(own.day_start_hour)}`] as const]),
  ];
};

/** What is said of the two calendars; `null` where they lie alike. */
export const calendarsSay = (rule: RuleView, own: Calendar): string | null => {
  const found = differences(rule, own);
  if (found.length === 0) return null;
  const all = (which: 0 | 1) => listed.format(found.map((pair) => pair[which]));
  return `This goal is judged ${all(0)}, as when it was made. You live ${all(1)} now.`;
};

export const zoneWords = {
  title: 'Its calendar',
  hint: 'Moving it judges all of its periods again by your days. Rewards that were earned stay.',
  move: 'Move it to my calendar',
} as const;
