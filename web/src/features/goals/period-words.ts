/** Periods of tracker goals in words: when one is, and what was measured in it. Pure; Home reads it, too. */
import type { EvaluationView, RuleView } from '#core/contract/goals.ts';
import { plain, signed, withUnit } from '../../ui/decimal.ts';
import { dayIn, farDateOf } from '../../ui/far-date.ts';
import { isLimit } from './goal-state.ts';

type Unit = NonNullable<RuleView['interval_unit']>;
export const unitNames: Readonly<Record<Unit, readonly [one: string, many: string]>> = {
  h: ['hour', 'hours'],
  d: ['day', 'days'],
  w: ['week', 'weeks'],
  m: ['month', 'months'],
  y: ['year', 'years'],
};

/** `week`, `2 weeks` */
export const lengthWords = (n: number, unit: Unit): string =>
  n === 1 ? unitNames[unit][0] : `${n} ${unitNames[unit][1]}`;

/** `this week`, `these 2 weeks`, `the last 7 days`: what a period that has not ended is called. */
export const nowWords = ({ interval_unit: unit, interval_value: n, period_mode }: RuleView): string => {
  if (unit === null || n === null) return 'so far';
  if (period_mode === 'rolling') return `in the last ${n === 1 && unit === 'd' ? 'day' : lengthWords(n, unit)}`;
  if (n > 1) return `these ${lengthWords(n, unit)}`;
  return unit === 'd' ? 'today' : `this ${lengthWords(n, unit)}`;
};

const timeIn = (instant: string, timezone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  );
const monthIn = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00Z`),
  );

type Span = Pick<EvaluationView, 'period_start' | 'period_end' | 'period_label' | 'partial'>;

/** When a period is: `Fri 27 Nov`, `Mon 23 Nov to Sun 29 Nov`, `November 2026`, `since Thu 1 Jan`. */
export const periodWords = (rule: RuleView, period: Span, today: string): string => {
  const { timezone, day_start_hour: hour, interval_unit: unit, interval_value: n } = rule;
  const first = dayIn(period.period_start, timezone, hour);
  if (period.period_end === null) return `since ${farDateOf(first, today)}`;
  const last = dayIn(Date.parse(period.period_end) - 1, timezone, hour);
  if (unit === 'h')
    return `${farDateOf(first, today)}, ${timeIn(period.period_start, timezone)} to ${timeIn(period.period_end, timezone)}`;
  if (rule.period_mode === 'rolling') return `up to ${farDateOf(last, today)}`;
  const isWhole = !period.partial && n === 1 && rule.period_mode === 'calendar';
  if (isWhole && unit === 'm') return monthIn(first);
  if (isWhole && unit === 'y') return first.slice(0, 4);
  return first === last ? farDateOf(first, today) : `${farDateOf(first, today)} to ${farDateOf(last, today)}`;
};

type Measured = Pick<EvaluationView, 'value' | 'baseline' | 'met'>;

/** What was measured against what is asked: `2 of 3`, `−0.3 of −0.5 kg`, `91 kg, goal 90 kg`. */
export const valueWords = (rule: RuleView, { value }: Measured, unit: string | null): string => {
  switch (rule.measure_type) {
    case 'frequency':
      return `${plain(value ?? '0')} of ${isLimit(rule) ? 'at most ' : ''}${rule.frequency ?? 0}`;
    case 'delta': {
      const asked = `${rule.direction === 'down' ? '-' : ''}${rule.delta_goal ?? '0'}`;
      return value === null ? 'nothing to compare yet' : `${signed(value)} of ${withUnit(signed(asked), unit)}`;
    }
    case 'target':
      return value === null ? 'nothing logged yet' : `${withUnit(value, unit)}, goal ${bandWords(rule, unit)}`;
  }
};

/** `90 kg`, `70 to 72 kg` */
export const bandWords = (rule: RuleView, unit: string | null): string =>
  rule.threshold_type === 'between'
    ? `${plain(rule.threshold_min ?? '0')} to ${withUnit(rule.threshold_max ?? '0', unit)}`
    : withUnit(rule.goal_end_point ?? '0', unit);
