/** Which status a goal may move to, and what that says of its times (spec 3.3, 7.1). Pure. */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { GoalState, GoalStatus } from '#infra/stores/goal-store.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import type { GoalReward } from './evaluate-goals.ts';

const moves: Readonly<Record<GoalStatus, readonly GoalStatus[]>> = {
  draft: [],
  active: ['paused', 'completed', 'archived'],
  paused: ['active', 'completed', 'archived'],
  completed: ['active', 'archived'],
  archived: ['active'],
};

const refused = (detail: string): DomainError => new DomainError('invalid_transition', { field: 'status', detail });

/** `reached`: the target of a goal that has one. @throws {DomainError} `invalid_transition` */
export const assertMove = (goal: GoalOverview, status: GoalStatus, reached: boolean): void => {
  if (!moves[goal.status].includes(status)) throw refused(`A goal that is ${goal.status} cannot become ${status}.`);
  // A counter has no end of its own: its owner says when it is done.
  if (goal.kind === 'continuous_counter') return;
  if (status === 'completed' && !reached) throw refused('This goal completes by itself when it is reached.');
  if (goal.status === 'completed' && status === 'active' && (reached || goal.kind === 'tracker')) {
    throw refused(
      goal.kind === 'tracker'
        ? 'It is reached. Make a new goal to go on.'
        : 'Its target is reached. Raise the target to go on.',
    );
  }
};

/**
 * Nothing is to be done. Of a training goal only the archive may be asked for twice, as `DELETE` does: every other move to
 * where it is already is none (spec 5.3).
 */
export const isThere = (goal: Pick<GoalOverview, 'kind' | 'status'>, status: GoalStatus): boolean =>
  goal.status === status && (goal.kind !== 'training' || status === 'archived');

/** When it was completed: kept by the archive, gone when it goes on. */
const completedAtOf = (goal: Pick<GoalOverview, 'completedAt'>, status: GoalStatus, now: Instant): Instant | null => {
  if (status === 'completed') return now;
  return status === 'archived' ? goal.completedAt : null;
};

/** The status with its times. */
export const stateOf = (goal: Pick<GoalOverview, 'completedAt'>, status: GoalStatus, now: Instant): GoalState => ({
  status,
  completedAt: completedAtOf(goal, status, now),
  archivedAt: status === 'archived' ? now : null,
});

/** What a goal pays that its owner completed by hand, or its steps: once for ever (spec 3.3, 5.3). */
export const completionOf = ({ id, title }: Pick<GoalOverview, 'id' | 'title'>, now: Instant): GoalReward => ({
  type: 'goal.completed',
  dedupeKey: `goal.completed:${id}`,
  at: now,
  label: null,
  goalId: id,
  title,
});
