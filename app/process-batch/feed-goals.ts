/** Events move the goals of kind `event_count` that listen to them (spec 3.1, 3.3). Pure. */
import { Decimal } from 'decimal.js';
import type { Instant } from '#core/domain/event.ts';
import { matchesFilter } from '#core/domain/goal/event-filter.ts';
import { progressOf } from '#core/domain/goal/target-goal.ts';
import type { FedGoalRow } from '#infra/stores/drain/context-store.ts';
import type { EntryRow, NewEvent, ProgressRow } from '#infra/stores/drain/write-store.ts';

/** A goal while a batch is folded onto it. */
interface GoalTotals {
  readonly goal: FedGoalRow;
  current: Decimal;
  reachedAt: Instant | null;
  /** Set once the goal completes in this batch. */
  completes: boolean;
  changed: boolean;
}

/** numeric(10,2) of `progress_entries`; more than that from one event is no honest amount. */
const ENTRY_MAX = new Decimal('99999999.99');

/** A goal that listens to reached goals does not feed on itself. */
const isOwnCompletion = (goal: FedGoalRow, event: NewEvent): boolean => event.dedupeKey === completionKey(goal.id);

/** A goal is reached once for ever (spec 3.3, 8.4). */
export const completionKey = (goalId: string): string => `goal.completed:${goalId}`;

export interface GoalFeeder {
  /** Feeds events in order and returns the goals that are reached for the first time by them. */
  feed(events: readonly NewEvent[]): readonly FedGoalRow[];
  entries(): readonly EntryRow[];
  progress(): readonly ProgressRow[];
}

/** `goals` of every user of the batch; `now` is the instant of the batch. */
export const createGoalFeeder = (
  goals: ReadonlyMap<string, readonly FedGoalRow[]>,
  now: Instant,
  newId: () => string,
): GoalFeeder => {
  const totals = new Map<string, GoalTotals[]>(
    [...goals].map(([userId, rows]) => [
      userId,
      rows.map((goal) => ({
        goal,
        current: new Decimal(goal.currentValue),
        reachedAt: goal.reachedAt,
        completes: false,
        changed: false,
      })),
    ]),
  );
  const entries: EntryRow[] = [];

  /** Reached is a comparison of the exact sum. A goal whose target was lowered completes with the next look, too. */
  const settle = (total: GoalTotals): boolean => {
    const reached = total.current.gte(total.goal.targetValue);
    if (!reached) {
      total.reachedAt = null;
      return false;
    }
    if (total.reachedAt === null) {
      total.reachedAt = now;
      total.changed = true;
    }
    if (total.completes || total.goal.status === 'completed') return false;
    total.completes = true;
    total.changed = true;
    return true;
  };

  return {
    feed: (events) => {
      for (const event of events) {
        for (const total of totals.get(event.userId) ?? []) {
          if (isOwnCompletion(total.goal, event) || !matchesFilter(total.goal.eventFilter, event)) continue;
          const value = new Decimal(event.value).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
          if (value.isZero() || value.abs().gt(ENTRY_MAX)) continue;
          total.current = total.current.plus(value);
          total.changed = true;
          entries.push({
            id: newId(),
            goalId: total.goal.id,
            userId: event.userId,
            value: value.toFixed(2),
            entryDate: event.localDate,
            eventId: event.id,
            createdAt: event.createdAt,
          });
        }
      }
      return [...totals.values()]
        .flat()
        .filter(settle)
        .map((total) => total.goal);
    },
    entries: () => entries,
    progress: () =>
      [...totals.values()]
        .flat()
        .filter((total) => total.changed)
        .map(({ goal, current, reachedAt, completes }) => ({
          goalId: goal.id,
          userId: goal.userId,
          currentValue: current.toFixed(2),
          progress: progressOf(current.toFixed(), goal.targetValue),
          reachedAt,
          completes,
        })),
  };
};
