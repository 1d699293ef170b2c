/**
 * Logs on trackers: facts. A log is written with its raw fact, and the goals on its tracker are evaluated, in one
 * transaction under the user's lock (spec 1.8, 8.1).
 */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { Log } from '#core/domain/rule/rule.ts';
import { readLogValue, type GivenValue, type LogValue } from '#core/domain/tracker/log-value.ts';
import type { ManualFact } from '#core/providers/manual/index.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { LogOverview, TrackerOverview } from '#infra/views/tracker-view.ts';
import { evaluateGoals, type TrackerChanges } from '../goals/evaluate-goals.ts';
import { payRewards } from '../goals/pay-rewards.ts';
import { findTracker } from './tracker-control.ts';

export interface LogControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

export interface LogInput extends GivenValue {
  readonly logged_at?: Instant | undefined;
  readonly client_log_id?: string | undefined;
}

export type LogOutcome =
  | { readonly status: 'created' | 'duplicate'; readonly id: string; readonly clientLogId: string | null }
  | { readonly status: 'rejected'; readonly clientLogId: string | null; readonly error: DomainError };

/** Clocks of devices run ahead a little. */
const AHEAD_MS = 5 * 60_000;
const noSuchLog = () => new DomainError('not_found', { detail: 'There is no such log.' });

interface Accepted {
  readonly id: string;
  readonly rawId: string;
  readonly at: Instant;
  readonly value: LogValue;
  readonly clientLogId: string | null;
}

/** @throws {DomainError} `future_date` */
const instantOf = (loggedAt: Instant | undefined, now: Instant): Instant => {
  if (loggedAt === undefined) return now;
  const at = Date.parse(loggedAt);
  if (at > Date.parse(now) + AHEAD_MS) {
    throw new DomainError('future_date', { field: 'logged_at', detail: `${loggedAt} is still to come.` });
  }
  return new Date(at).toISOString();
};

const asRuleLog = ({ id, at, value }: Accepted): Log => ({ id, at, value: value.number });

const factOf = (tracker: TrackerOverview, { id, at }: Accepted): Extract<ManualFact, { type: 'log.recorded' }> => ({
  type: 'log.recorded',
  log_id: id,
  tracker_id: tracker.id,
  title: tracker.name,
  logged_at: at,
});

export const createLogControl = ({ uow, clock, newId, doorbell }: LogControlDeps) => {
  const evaluate = async (stores: UserStores, trackerId: string, changes: TrackerChanges, now: Instant) => {
    const goals = await stores.evaluations.onTrackers([trackerId]);
    await payRewards(stores, await evaluateGoals(stores, goals, changes, now), now, newId);
  };

  const write = async (stores: UserStores, tracker: TrackerOverview, logs: readonly Accepted[], now: Instant) => {
    await stores.raw.append(
      logs.map((log) => ({
        id: log.rawId,
        source: 'manual',
        eventName: 'log.recorded',
        payload: { ...factOf(tracker, log) },
        receivedAt: now,
      })),
    );
    await stores.trackers.insertLogs(
      logs.map(({ id, rawId, at, value, clientLogId }) => ({
        id,
        trackerId: tracker.id,
        loggedAt: at,
        valueNumber: value.number,
        valueText: value.text,
        valueJson: value.json,
        clientLogId,
        eventRawId: rawId,
        createdAt: now,
      })),
    );
    const changes = logs.map((log) => ({ log: asRuleLog(log), voided: false }));
    await evaluate(stores, tracker.id, new Map([[tracker.id, changes]]), now);
  };

  /** One log, or why it cannot be one. `taken`: client ids that are stored, or come earlier in the same call. */
  const accept = (
    tracker: TrackerOverview,
    input: LogInput,
    now: Instant,
    taken: ReadonlyMap<string, string>,
  ): Accepted | LogOutcome => {
    const clientLogId = input.client_log_id ?? null;
    const known = clientLogId === null ? undefined : taken.get(clientLogId);
    if (known !== undefined) return { status: 'duplicate', id: known, clientLogId };
    try {
      const value = readLogValue(input, tracker.valueKind);
      return { id: newId(), rawId: newId(), at: instantOf(input.logged_at, now), value, clientLogId };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: 'rejected', clientLogId, error };
    }
  };

  return {
    /**
     * Logs values on a tracker; each has its own outcome, in the order given, and a bad one never stops the others.
     * @throws {DomainError} `not_found` when there is no such tracker
     */
    record: async (userId: string, trackerId: string, inputs: readonly LogInput[]): Promise<readonly LogOutcome[]> => {
      const outcomes = await uow.forUser(userId, async (stores) => {
        const now = clock.now();
        const tracker = await findTracker(stores, trackerId);
        const clientIds = inputs.flatMap(({ client_log_id: id }) => (id === undefined ? [] : [id]));
        const taken = new Map(clientIds.length > 0 ? await stores.trackers.knownClientIds(clientIds) : []);
        const accepted: Accepted[] = [];
        const results = inputs.map((input): LogOutcome => {
          const result = accept(tracker, input, now, taken);
          if ('status' in result) return result;
          accepted.push(result);
          if (result.clientLogId !== null) taken.set(result.clientLogId, result.id);
          return { status: 'created', id: result.id, clientLogId: result.clientLogId };
        });
        if (accepted.length > 0) await write(stores, tracker, accepted, now);
        return results;
      });
      if (outcomes.some(({ status }) => status === 'created')) doorbell.ring();
      return outcomes;
    },

    /** Takes a log back; a second time changes nothing. What it earned stays. @throws {DomainError} `not_found` */
    void: async (userId: string, logId: string, reason: string | null): Promise<LogOverview> => {
      const log = await uow.forUser(userId, async (stores) => {
        const now = clock.now();
        const [before] = await stores.trackerView.theseLogs([logId]);
        if (!before) throw noSuchLog();
        if (await stores.trackers.voidLog(logId, reason, now)) {
          const change = { log: { id: logId, at: before.loggedAt, value: before.valueNumber }, voided: true };
          await evaluate(stores, before.trackerId, new Map([[before.trackerId, [change]]]), now);
        }
        const [after] = await stores.trackerView.theseLogs([logId]);
        return after ?? before;
      });
      doorbell.ring();
      return log;
    },
  };
};
