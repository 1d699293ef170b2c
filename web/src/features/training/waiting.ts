/** Attempts as they stand in the queue of this device (spec 5.1, 5.4). Pure. */
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import type { QueueItem } from '../../offline/queue-item.ts';
import type { WaitingAttempt } from './shown-goal.ts';

export interface Waiting extends WaitingAttempt {
  /** Its place in the queue; `null`: it is being stored. */
  readonly itemId: string | null;
  /** It is taken back as soon as it arrives. */
  readonly isUndone: boolean;
}

/** None for an item of another kind. */
export const waitingOf = (item: QueueItem): readonly Waiting[] =>
  item.kind === 'attempt'
    ? [
        {
          id: item.body.client_attempt_id,
          stepId: item.body.step_id,
          outcome: item.body.outcome,
          occurredAt: item.body.occurred_at,
          durationSeconds: item.body.duration_seconds ?? 0,
          note: item.body.note ?? null,
          countsAs: null,
          itemId: item.id,
          isUndone: false,
        },
      ]
    : [];

/** What the server answers to an attempt, as the queue hands it on. */
export const isAnswer = (view: unknown): view is { readonly attempt: AttemptView; readonly step: StepView } =>
  typeof view === 'object' && view !== null && 'attempt' in view && 'step' in view;
