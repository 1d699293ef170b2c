/** From what a row became to events of its user, dated in their own calendar. Pure. */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import { assertApplicable } from '#core/domain/pet/apply.ts';
import { logicalDate, type Calendar } from '#core/domain/time/calendar.ts';
import type { ClaimedRow } from '#infra/stores/drain/claim-store.ts';
import type { FedGoalRow } from '#infra/stores/drain/context-store.ts';
import type { NewEvent } from '#infra/stores/drain/write-store.ts';
import type { GoalReward } from '../goals/evaluate-goals.ts';
import { completionKey } from './feed-goals.ts';
import { clampOccurredAt, failed, type NormalisedRow } from './normalise-rows.ts';

/** What a user's events of this batch have in common. */
export interface UserMoment {
  readonly calendar: Calendar;
  /** The stored instant at which they reach the pet. */
  readonly appliedAt: Instant;
}

export interface Drafted {
  readonly normalised: NormalisedRow;
  readonly events: readonly NewEvent[];
}

/** A draft that the pet's rules refuse (spec 4.3) fails its whole row, and no other row. */
export const draftEvents = (
  normalised: NormalisedRow,
  moment: UserMoment | undefined,
  newId: () => string,
): Drafted => {
  const { row, drafts, finished } = normalised;
  if (row.userId === null || moment === undefined) return { normalised, events: [] };
  const { calendar, appliedAt } = moment;
  const events: NewEvent[] = [];
  try {
    for (const draft of drafts) {
      const occurredAt = clampOccurredAt(draft.occurredAt, row.receivedAt);
      const event = {
        id: newId(),
        rawId: row.id,
        userId: row.userId,
        source: row.source,
        type: draft.type,
        value: draft.value,
        meta: draft.meta,
        occurredAt,
        localDate: draft.localDate ?? logicalDate(calendar, occurredAt),
        dedupeKey: draft.dedupeKey,
        createdAt: appliedAt,
      };
      assertApplicable({ ...event, value: Number(event.value) }, appliedAt);
      events.push(event);
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { normalised: failed(row, finished.normaliserVersion, error), events: [] };
  }
  return { normalised, events };
};

/** A goal that is reached is an event of its own, once for ever (spec 3.3, 8.4). */
export const completionEvent = (
  goal: FedGoalRow,
  raw: Pick<ClaimedRow, 'id' | 'source'>,
  moment: UserMoment,
  id: string,
): NewEvent => ({
  id,
  rawId: raw.id,
  userId: goal.userId,
  source: raw.source,
  type: 'goal.completed',
  value: '1',
  meta: { goal_id: goal.id, title: goal.title },
  occurredAt: moment.appliedAt,
  localDate: logicalDate(moment.calendar, moment.appliedAt),
  dedupeKey: completionKey(goal.id),
  createdAt: moment.appliedAt,
});

/** A reward of a tracker goal that this batch's own logs have reached (spec 1.7). */
export const rewardEvent = (
  reward: GoalReward,
  userId: string,
  raw: Pick<ClaimedRow, 'id' | 'source'>,
  moment: UserMoment,
  id: string,
): NewEvent => {
  const occurredAt = clampOccurredAt(reward.at, moment.appliedAt);
  return {
    id,
    rawId: raw.id,
    userId,
    source: raw.source,
    type: reward.type,
    value: '1',
    meta: {
      goal_id: reward.goalId,
      title: reward.title,
      ...(reward.label !== null && { period_label: reward.label }),
    },
    occurredAt,
    localDate: logicalDate(moment.calendar, occurredAt),
    dedupeKey: reward.dedupeKey,
    createdAt: moment.appliedAt,
  };
};
