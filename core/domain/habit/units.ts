/** The units of a habit's history, oldest first, each judged for itself (spec 2.3, 2.4). */
import { checkInUnits } from './check-ins.ts';
import { countWithin } from './day-list.ts';
import type { History } from './history.ts';
import type { Plan } from './plan.ts';
import type { Rhythm } from './rhythm.ts';
import type { Span, Unit, Verdict } from './unit.ts';

interface Count {
  readonly need: number;
  readonly have: number;
  /** Unless it is met all the same. */
  readonly transparent: boolean;
}

/** Dates of a week or month. Its need shrinks to the days that count and are no rest days (spec 2.4). */
const countPeriod = ({ counts, times }: Plan, { rows, rest }: History, { start, end }: Span): Count => {
  let [have, free] = [0, 0];
  for (let day = start; day <= end; day += 1) {
    if (!counts(day)) continue;
    if (rows.has(day)) have += 1;
    if (!rest.has(day)) free += 1;
  }
  const need = Math.min(times, free);
  return { need, have, transparent: need === 0 };
};

const count = (plan: Plan, history: History, span: Span): Count => {
  if (plan.unit === 'week' || plan.unit === 'month') return countPeriod(plan, history, span);
  const have =
    plan.unit === 'day' ? (history.rows.get(span.on) ?? 0) : countWithin(history.dates, span.start, span.end);
  return { need: plan.times, have, transparent: history.rest.has(span.on) };
};

const verdictOf = ({ need, have, transparent }: Count, { start, end }: Span, history: History): Verdict => {
  if (have >= Math.max(1, need)) return 'met';
  if (transparent) return 'transparent';
  if (end >= history.today) return 'current';
  return start < history.start ? 'partial' : 'missed';
};

/** The judgement of one day, week, month or occurrence. One that lies after today is `current`, as one that has begun. */
export const unitOf = (plan: Plan, history: History, span: Span): Unit => {
  const { start, end, on } = span;
  const counted = count(plan, history, span);
  // Field by field, since there are thousands: spreading the span and the count costs ten times as much.
  return {
    kind: plan.unit,
    start,
    end,
    on,
    need: counted.need,
    have: counted.have,
    verdict: verdictOf(counted, span, history),
    cost: 1,
    payable: end >= history.startsOn,
    gap: null,
  };
};

/** All units that have begun by today, ascending; none before the history does. */
export const unitsOf = (rhythm: Rhythm, plan: Plan, history: History): readonly Unit[] => {
  if (history.today < history.start) return [];
  if (rhythm.type === 'CUSTOM_INTERVAL') return checkInUnits(rhythm.config.intervalDays, history);
  return plan.spans(history.start, history.today).map((span) => unitOf(plan, history, span));
};
