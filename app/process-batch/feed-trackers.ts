/** Events become logs on the trackers they feed, and the goals on those are evaluated, in the batch's own transaction (spec 8.1). */
import type { Instant } from '#core/domain/event.ts';
import type { LogChange } from '#core/domain/rule/update-rows.ts';
import { sourceKeysOf } from '#core/domain/tracker/source-key.ts';
import type { NewEvent } from '#infra/stores/drain/write-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { evaluateGoals, type GoalReward } from '../goals/evaluate-goals.ts';

/** Trackers by user and source key. */
export type FedTrackers = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** An event and the tracker that it is a log of. */
interface Fed {
  readonly event: NewEvent;
  readonly trackerId: string;
}

const fedBy = (events: readonly NewEvent[], trackers: FedTrackers): ReadonlyMap<string, readonly Fed[]> => {
  const fed = new Map<string, Fed[]>();
  for (const event of events) {
    const own = trackers.get(event.userId);
    // An event answers to a long and a short name; a tracker of each is another tracker.
    const ids = new Set(own ? sourceKeysOf(event).flatMap((key) => own.get(key) ?? []) : []);
    for (const trackerId of ids) fed.set(event.userId, [...(fed.get(event.userId) ?? []), { event, trackerId }]);
  }
  return fed;
};

/** Writes the logs and evaluates what they move. Users are locked. @returns rewards that may be due, by user */
export const feedTrackers = async (
  events: readonly NewEvent[],
  trackers: FedTrackers,
  storesOf: (userId: string) => UserStores,
  { now, newId }: { readonly now: Instant; readonly newId: () => string },
): Promise<ReadonlyMap<string, readonly GoalReward[]>> => {
  const rewards = new Map<string, readonly GoalReward[]>();
  for (const [userId, fed] of fedBy(events, trackers)) {
    const stores = storesOf(userId);
    const logs = fed.map(({ event, trackerId }) => ({ id: newId(), event, trackerId }));
    await stores.trackers.insertLogs(
      logs.map(({ id, event, trackerId }) => ({
        id,
        trackerId,
        loggedAt: event.occurredAt,
        valueNumber: event.value,
        valueText: null,
        valueJson: null,
        clientLogId: null,
        eventRawId: event.rawId,
        createdAt: now,
      })),
    );
    const changes = new Map<string, LogChange[]>();
    for (const { id, event, trackerId } of logs) {
      const change = { log: { id, at: event.occurredAt, value: event.value }, voided: false };
      changes.set(trackerId, [...(changes.get(trackerId) ?? []), change]);
    }
    const goals = await stores.evaluations.onTrackers([...changes.keys()]);
    rewards.set(userId, await evaluateGoals(stores, goals, changes, now));
  }
  return rewards;
};
