/**
 * Runs batches and keeps poison apart: a batch that throws is split until the row that cannot be processed stands
 * alone; its attempts are counted in a transaction of their own, and it never blocks the others (architecture 7).
 */
import { DomainError } from '#core/domain/errors.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { Clock } from '#infra/clock.ts';
import { isTransient } from '#infra/db/pg-errors.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Logger } from '#infra/logger.ts';
import type { ClaimedRow } from '#infra/stores/drain/claim-store.ts';
import { PetVersionConflict } from '#infra/stores/drain/write-store.ts';
import { EMPTY_OUTCOME, runBatch, type BatchOutcome, type BatchPoint, type DrainStores } from './run-batch.ts';

export interface BatchProcessorDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly providers: Readonly<Record<string, Provider>>;
  /** Rows of one transaction at most; 500 unless a test wants fewer. */
  readonly batchSize?: number;
  /** Called at the named points; tests end the process there. */
  readonly trace?: (point: BatchPoint) => void;
}

export interface BatchResult extends BatchOutcome {
  /** The batch was as large as it may be: there is probably more, and others may help. */
  readonly full: boolean;
}

export interface BatchProcessor {
  /**
   * Claims due rows and processes them in one transaction. `claimed` and `busy` are 0 when nothing is due.
   * @throws what the world did wrong (connection, restart): nothing was changed, try again later.
   */
  processBatch(): Promise<BatchResult>;
}

const BATCH_SIZE = 500;
/** Seconds until the next try of a row that threw; after the last it is `failed` and waits for its user. */
const RETRY_SECONDS = [1, 5, 15] as const;
const UNKNOWN_FAULT =
  'Pawgress could not process this delivery. It is kept: replay it after an update, nothing counts twice.';

const merge = (a: BatchOutcome, b: BatchOutcome): BatchOutcome => ({
  claimed: a.claimed + b.claimed,
  busy: a.busy + b.busy,
  processed: a.processed + b.processed,
  ignored: a.ignored + b.ignored,
  failed: a.failed + b.failed,
  events: a.events + b.events,
  users: [...new Set([...a.users, ...b.users])],
});

const isWorldsFault = (error: unknown): boolean => error instanceof PetVersionConflict || isTransient(error);

export const createBatchProcessor = (deps: BatchProcessorDeps): BatchProcessor => {
  const size = deps.batchSize ?? BATCH_SIZE;
  const batch = { providers: deps.providers, newId: deps.newId, trace: deps.trace ?? (() => undefined) };

  const run = async (take: (stores: DrainStores) => Promise<readonly ClaimedRow[]>): Promise<BatchOutcome> => {
    const outcome = await deps.uow.system((stores, storesOf) =>
      runBatch(stores, () => take(stores), deps.clock.now(), batch, storesOf),
    );
    if (outcome.claimed > 0) batch.trace('committed');
    return outcome;
  };

  const blame = async (id: string, error: unknown): Promise<BatchOutcome> => {
    const lasting = error instanceof DomainError;
    const message = error instanceof Error ? error.message : String(error);
    const retryInSeconds = await deps.uow.system(async ({ drainClaims }) => {
      const retryIn = lasting ? null : (RETRY_SECONDS[await drainClaims.attemptsOf(id)] ?? null);
      await drainClaims.blame(id, {
        error: message,
        reason: lasting ? error.message : UNKNOWN_FAULT,
        retryInSeconds: retryIn,
      });
      return retryIn;
    });
    deps.logger.error(
      { err: error, event_raw_id: id, retry_in_seconds: retryInSeconds },
      'a delivery cannot be processed',
    );
    return { ...EMPTY_OUTCOME, claimed: 1, failed: retryInSeconds === null ? 1 : 0 };
  };

  /** One half after the other, so that a poison row among 500 costs nine more transactions and no more. */
  const isolate = async (ids: readonly string[], error: unknown): Promise<BatchOutcome> => {
    const [only, ...others] = ids;
    if (only === undefined) return EMPTY_OUTCOME;
    if (others.length === 0) return blame(only, error);
    const middle = Math.ceil(ids.length / 2);
    let outcome = EMPTY_OUTCOME;
    for (const half of [ids.slice(0, middle), ids.slice(middle)]) {
      outcome = merge(outcome, await runOrIsolate(half));
    }
    return outcome;
  };

  const runOrIsolate = async (ids: readonly string[]): Promise<BatchOutcome> => {
    try {
      return await run((stores) => stores.drainClaims.claimThese(ids));
    } catch (error) {
      if (isWorldsFault(error)) throw error;
      return isolate(ids, error);
    }
  };

  return {
    processBatch: async () => {
      let claimed: readonly string[] = [];
      try {
        const outcome = await run(async (stores) => {
          const rows = await stores.drainClaims.claim(size);
          claimed = rows.map((row) => row.id);
          return rows;
        });
        return { ...outcome, full: claimed.length === size };
      } catch (error) {
        if (isWorldsFault(error)) throw error;
        return { ...(await isolate(claimed, error)), full: claimed.length === size };
      }
    },
  };
};
