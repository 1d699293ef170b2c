/** Reads the goals, logs and rows of `test/vectors/tracker_goals.json` into the words of the core. For tests. */
import type { EvaluationRow, GoalRule, Log, Pause } from './rule.ts';

export interface VectorGoal {
  readonly id?: string;
  readonly tracker_id?: string;
  readonly measure_type: string;
  readonly timezone: string;
  readonly starts_at: string;
  readonly pauses?: readonly Pause[];
  readonly [column: string]: unknown;
}

export interface VectorRow {
  readonly label: string;
  readonly start: string;
  readonly end: string | null;
  readonly status: string;
  readonly partial: boolean;
  readonly value: string | null;
  readonly baseline: string | null;
  readonly data_points: number;
  readonly met: boolean;
  readonly final: boolean;
  readonly met_at: string | null;
  readonly progress: string;
}

export interface VectorCase {
  readonly name: string;
  readonly goal: VectorGoal;
  readonly logs: readonly Log[];
  readonly now: string;
  readonly expect: readonly VectorRow[];
}

export interface VectorMember {
  readonly id: string;
  readonly state: string;
  readonly activated_at?: string | null;
  readonly met_at?: string | null;
  readonly rows: readonly VectorRow[];
}

/** A rule without anything; what a test does not say is as the table's defaults have it. */
export const BLANK_RULE: GoalRule = {
  goalId: 'g',
  trackerId: 'w',
  measureType: 'frequency',
  direction: null,
  aggMethod: null,
  intervalValue: null,
  intervalUnit: null,
  periodMode: 'calendar',
  frequency: null,
  deltaGoal: null,
  goalEndPoint: null,
  goalStartPoint: null,
  thresholdType: null,
  threshold: null,
  thresholdMin: null,
  thresholdMax: null,
  startsAt: '2026-01-05T00:00:00.000Z',
  endsAt: null,
  timezone: 'UTC',
  weekStart: 1,
  dayStartHour: 0,
  pauses: [],
};

const camel = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

export const ruleOf = ({ id, sequence_index: _, ...columns }: VectorGoal): GoalRule => ({
  ...BLANK_RULE,
  ...(id === undefined ? {} : { goalId: id }),
  ...Object.fromEntries(Object.entries(columns).map(([column, value]) => [camel(column), value])),
});

/** Instants as the core writes them. */
export const instantOrNull = (at: string | null | undefined): string | null =>
  at == null ? null : new Date(at).toISOString();

export const rowOfVector = (row: VectorRow, rolling = false): EvaluationRow => ({
  label: row.label,
  start: new Date(row.start).toISOString(),
  end: instantOrNull(row.end),
  rolling,
  value: row.value,
  baseline: row.baseline,
  dataPoints: row.data_points,
  met: row.met,
  final: row.final,
  metAt: instantOrNull(row.met_at),
  progress: row.progress,
  status: row.status === 'open' ? 'open' : 'closed',
  partial: row.partial,
});
