/** Which periods an axis names: a handful at even distances, and always the last. Pure. */
import type { EvaluationView, RuleView } from '#core/contract/goals.ts';
import type { DayTicks } from '../progress/ticks.ts';
import { dayIn } from '../../ui/far-date.ts';

const MOST = 5;

/** `periods` are oldest first. A period is named by its first day, a rolling one by its last. */
export const periodTicks = (
  { timezone, day_start_hour: hour, period_mode }: RuleView,
  periods: readonly Pick<EvaluationView, 'period_label' | 'period_start' | 'period_end'>[],
): DayTicks => {
  const step = Math.max(1, Math.ceil(periods.length / MOST));
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const dayOf = ({ period_start, period_end }: (typeof periods)[number]) =>
    period_mode === 'rolling' && period_end !== null
      ? dayIn(Date.parse(period_end) - 1, timezone, hour)
      : dayIn(period_start, timezone, hour);
  const names = new Map(
    periods.map((period) => [period.period_label, format.format(new Date(`${dayOf(period)}T00:00Z`))]),
  );
  return {
    dates: periods.filter((_, i) => (periods.length - 1 - i) % step === 0).map(({ period_label }) => period_label),
    label: (label) => names.get(label) ?? '',
  };
};
