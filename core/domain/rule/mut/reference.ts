/**
 * The chapter on tracker goals read a second time, slowly and plainly: Temporal for every boundary, decimal.js with 80
 * digits for every number, every log looked at for every period. For tests; it shares nothing with the engine but types.
 */
import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { dayStartMs, logicalDateIn } from '../../time/day.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';

const Wide = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -100, toExpPos: 100 });
const round6 = (value: Decimal): Decimal => value.toDecimalPlaces(6);
const HOUR = 3_600_000;

interface Cell {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
}

const instantLabel = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
const zoned = (rule: GoalRule, at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(rule.timezone);

const boundaryOf = (rule: GoalRule): ((k: number) => { at: number; label: string; from: number }) => {
  const { timezone, dayStartHour, weekStart, periodMode, intervalUnit: unit } = rule;
  const starts = zoned(rule, Date.parse(rule.startsAt));
  const count = rule.intervalValue ?? 1;
  const duration = (n: number): Temporal.DurationLike =>
    unit === 'd' ? { days: n } : unit === 'w' ? { weeks: n } : unit === 'm' ? { months: n } : { years: n };
  const labelled = (at: number) => ({ at, label: instantLabel(at), from: at });
  if (unit === 'h') {
    const { minute, second, millisecond } = starts;
    const origin =
      periodMode === 'anchored'
        ? starts.epochMilliseconds
        : starts.epochMilliseconds - (minute * 60 + second) * 1000 - millisecond;
    return (k) => labelled(origin + k * count * HOUR);
  }
  if (periodMode === 'anchored') return (k) => labelled(starts.add(duration(k * count)).epochMilliseconds);
  const day = Temporal.PlainDate.from(logicalDateIn(starts.epochMilliseconds, timezone, dayStartHour));
  const startOf = (date: Temporal.PlainDate): number => dayStartMs(date.toString(), timezone, dayStartHour);
  if (periodMode === 'rolling') {
    return (k) => {
      const date = day.add({ days: k });
      const from = startOf(date.add({ days: 1 }).subtract(duration(count)));
      return { at: startOf(date), label: date.toString(), from };
    };
  }
  const origin =
    unit === 'd'
      ? day
      : unit === 'w'
        ? day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 })
        : day.with(unit === 'm' ? { day: 1 } : { day: 1, month: 1 });
  return (k) => {
    const date = origin.add(duration(k * count));
    return { at: startOf(date), label: date.toString(), from: startOf(date) };
  };
};

/** Cells from before `first` to after `now`, without those of length zero. */
const cellsOf = (rule: GoalRule, first: number, now: number): readonly Cell[] => {
  const boundary = boundaryOf(rule);
  let low = 0;
  while (boundary(low).at > first) low -= 1;
  const cells: Cell[] = [];
  // One cell more at the front, so that the first one has a previous one.
  for (let k = low - 2; boundary(k).at <= now; k += 1) {
    const { at: start, label, from } = boundary(k);
    const end = boundary(k + 1).at;
    if (end > start) cells.push({ label, start, end, from });
  }
  return cells;
};

interface Point {
  readonly at: number;
  readonly value: Decimal | null;
}

const aggregate = (method: string, points: readonly Point[]): Decimal | null => {
  const values = points.map(({ value }) => value ?? new Wide(NaN));
  const [first] = values;
  if (!first) return null;
  if (method === 'min') return Wide.min(...values);
  if (method === 'max') return Wide.max(...values);
  if (method === 'last') return values.at(-1) ?? first;
  const sum = values.reduce((total, value) => total.plus(value), new Wide(0));
  return method === 'sum' ? sum : sum.div(values.length);
};

const operatorOf = (rule: GoalRule) => {
  const target = rule.measureType === 'target';
  const type = rule.thresholdType ?? (target ? (rule.direction === 'down' ? 'lte' : 'gte') : null);
  const [operand, low, high] = [target ? rule.goalEndPoint : rule.threshold, rule.thresholdMin, rule.thresholdMax].map(
    (text) => new Wide(text ?? NaN),
  ) as [Decimal, Decimal, Decimal];
  const passes = (value: Decimal): boolean => {
    if (type === 'gte') return value.gte(operand);
    if (type === 'lte') return value.lte(operand);
    if (type === 'eq') return value.eq(operand);
    return type === null || (value.gte(low) && value.lte(high));
  };
  const gap = (value: Decimal): Decimal => {
    if (passes(value)) return new Wide(0);
    if (type === 'between') return Wide.min(value.minus(low).abs(), value.minus(high).abs());
    return value.minus(operand).abs();
  };
  return { passes, gap };
};

const progressText = (met: boolean, p: Decimal | null): string => {
  if (met) return '1.0000';
  return Wide.max(0, Wide.min('0.9999', (p ?? new Wide(0)).toDecimalPlaces(4))).toFixed(4);
};

const text = (value: Decimal | null): string | null => {
  const shown = value === null ? null : round6(value).toFixed();
  return shown === '-0' ? '0' : shown;
};

export const referenceRows = (
  rule: GoalRule,
  logs: readonly Log[],
  nowText: string,
  activation: string | null = null,
): readonly EvaluationRow[] => {
  const now = Date.parse(nowText);
  const [startsAt, endsAt] = [Date.parse(rule.startsAt), rule.endsAt === null ? Infinity : Date.parse(rule.endsAt)];
  const opensAt = activation === null ? startsAt : Date.parse(activation);
  if (now < opensAt || opensAt >= endsAt) return [];
  const { measureType } = rule;
  const everyLog = measureType === 'frequency' && rule.thresholdType === null;
  const points = logs
    .filter(({ at, value }) => Date.parse(at) <= now && (everyLog || value !== null))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
    .map(({ at, value }): Point => ({ at: Date.parse(at), value: value === null ? null : new Wide(value) }));
  const inside = (from: number, to: number) => points.filter(({ at }) => from <= at && at < to);
  const method = rule.aggMethod ?? 'last';
  const level = (from: number, to: number): Decimal | null => {
    const value = aggregate(method, inside(from, to));
    return value === null && method === 'sum' && points.some(({ at }) => at < to) ? new Wide(0) : value;
  };
  const touchesPause = (start: number, end: number): boolean =>
    rule.pauses.some(({ from, to }) => {
      if (Date.parse(from) > now) return false;
      const [low, high] = [Math.max(Date.parse(from), start), Math.min(to === null ? Infinity : Date.parse(to), end)];
      return low < high;
    });
  const { passes, gap } = operatorOf(rule);
  const shareFrom = (start: Decimal | null, value: Decimal | null): Decimal | null => {
    if (start === null || value === null) return null;
    return gap(start).isZero() ? new Wide(0) : new Wide(1).minus(gap(value).div(gap(start)));
  };
  const startPoint = (): Decimal | null => {
    if (rule.goalStartPoint !== null) return round6(new Wide(rule.goalStartPoint));
    return method === 'sum' ? new Wide(0) : null;
  };
  const rolling = rule.periodMode === 'rolling';

  if (rule.intervalUnit === null) {
    const own = inside(opensAt, endsAt);
    const earlier = points.filter(({ at }) => at <= opensAt).at(-1) ?? own[0];
    const start = startPoint() ?? (earlier?.value ? round6(earlier.value) : null);
    const exact = level(opensAt, endsAt);
    const value = exact === null ? null : round6(exact);
    const ended = endsAt <= now;
    const reachedBy = own.findIndex((_, index) => {
      const soFar = aggregate(method, own.slice(0, index + 1));
      return method !== 'avg' && soFar !== null && passes(round6(soFar));
    });
    const reachedAt = own[reachedBy]?.at ?? null;
    const met = method === 'avg' ? ended && value !== null && passes(value) : reachedAt !== null;
    const closed = ended || reachedAt !== null;
    return [
      {
        label: logicalDateIn(opensAt, rule.timezone, rule.dayStartHour),
        start: new Date(opensAt).toISOString(),
        end: endsAt === Infinity ? null : new Date(endsAt).toISOString(),
        rolling,
        value: text(value),
        baseline: text(start),
        dataPoints: own.length,
        met,
        final: closed,
        metAt: met && closed ? new Date(reachedAt ?? endsAt).toISOString() : null,
        progress: progressText(met, shareFrom(start, value)),
        status: closed ? 'closed' : 'open',
        partial: touchesPause(opensAt, endsAt),
      },
    ];
  }

  const cells = cellsOf(rule, Math.min(opensAt, points[0]?.at ?? opensAt), now);
  const rows: EvaluationRow[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.end <= opensAt || cell.start >= endsAt) continue;
    const from = rolling ? cell.from : measureType === 'delta' ? cell.start : Math.max(cell.start, startsAt);
    const to = Math.min(cell.end, endsAt);
    const own = inside(from, to);
    const ended = to <= now;
    let value: Decimal | null;
    let baseline: Decimal | null = null;
    let met: boolean;
    let p: Decimal | null;
    let decidedAt: number | null = null;
    if (measureType === 'frequency') {
      const dayOf = ({ at }: Point) => logicalDateIn(at, rule.timezone, rule.dayStartHour);
      const days = [...new Set(own.map(dayOf))].filter((day) => {
        const total = aggregate(
          method,
          own.filter((point) => dayOf(point) === day),
        );
        return total !== null && passes(round6(total));
      });
      const counted = own.filter((point) => everyLog || (point.value !== null && passes(point.value)));
      const count = rule.aggMethod === null ? counted.length : days.length;
      const wanted = rule.frequency ?? NaN;
      const down = rule.direction === 'down';
      value = new Wide(count);
      met = down ? count <= wanted : count >= wanted;
      p = down ? new Wide(wanted).div(Math.max(count, 1)) : new Wide(count).div(wanted);
      if (!down && rule.aggMethod === null && met) decidedAt = counted[wanted - 1]?.at ?? null;
    } else if (measureType === 'delta') {
      const a = level(from, to);
      const earlier = cells.slice(0, index);
      const previous = method === 'sum' ? earlier.at(-1) : earlier.findLast((c) => inside(c.start, c.end).length > 0);
      const b =
        rule.goalStartPoint !== null
          ? new Wide(rule.goalStartPoint)
          : previous
            ? level(previous.start, previous.end)
            : null;
      baseline = b;
      value = a === null || b === null ? null : round6(a.minus(b));
      const s = value === null ? null : rule.direction === 'down' ? value.neg() : value;
      met = s !== null && s.gte(rule.deltaGoal ?? NaN) && a !== null && passes(round6(a));
      p = s === null ? null : s.div(rule.deltaGoal ?? NaN);
    } else {
      const a = level(from, to);
      value = a === null ? null : round6(a);
      met = value !== null && passes(value);
      const first = own[0]?.value;
      p = shareFrom(startPoint() ?? (first ? round6(first) : null), value);
    }
    const final = ended || decidedAt !== null;
    rows.push({
      label: cell.label,
      start: new Date(from).toISOString(),
      end: new Date(to).toISOString(),
      rolling,
      value: text(value),
      baseline: text(baseline),
      dataPoints: own.length,
      met,
      final,
      metAt: met && final ? new Date(decidedAt ?? to).toISOString() : null,
      progress: progressText(met, p),
      status: ended ? 'closed' : 'open',
      partial: cell.start < startsAt || cell.end > endsAt || touchesPause(cell.start, cell.end),
    });
  }
  return rows;
};
