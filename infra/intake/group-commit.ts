/**
 * Commits deliveries together: those that come while a commit is under way go with the next one. No timer: a lone
 * delivery waits for nothing (architecture 6). A promise resolves only when its own row is durable.
 */
import pg from 'pg';
import { DomainError } from '#core/domain/errors.ts';
import { pgOptions } from '../db/connect.ts';
import { isTransient } from '../db/pg-errors.ts';
import { inKeyOrder, insertDeliveries } from './insert-deliveries.ts';
import { sizeOf, type RawDelivery } from './raw-delivery.ts';

export type Stored = 'stored' | 'duplicate';

export interface GroupCommit {
  /**
   * @throws {DomainError} `unavailable` when it is not known to be stored: the sender may send it again, and it will
   * count once; `not_found` when its connection has gone meanwhile.
   */
  store(delivery: RawDelivery): Promise<Stored>;
  /** Commits what waits and closes the connections. */
  close(): Promise<void>;
}

export interface GroupCommitOptions {
  readonly url: string;
  /** Told of each commit. */
  readonly onFlush: (rows: number) => void;
  /** Told of rows that PostgreSQL refused, by themselves. */
  readonly onRefused: (error: unknown) => void;
  readonly limits?: Partial<GroupCommitLimits>;
}

/** When a sender is asked to come again: GitHub hangs up after ten seconds, so it is told before that. */
export interface GroupCommitLimits {
  /** Bytes of all deliveries that wait: memory is not a queue. */
  readonly waitingBytes: number;
  /** Milliseconds a delivery may wait for its turn. */
  readonly waitMs: number;
  /** Milliseconds a commit may take. */
  readonly answerMs: number;
}

const LIMITS: GroupCommitLimits = { waitingBytes: 64 * 1024 * 1024, waitMs: 5_000, answerMs: 8_000 };

interface Waiting {
  readonly delivery: RawDelivery;
  readonly size: number;
  readonly sinceMs: number;
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: unknown) => void;
}

const ROWS_MAX = 200;
const BYTES_MAX = 8 * 1024 * 1024;
const IN_FLIGHT_MAX = 2;
const CONNECT_MS = 3_000;
const RETRY_AFTER = 5;
const FOREIGN_KEY = '23503';

const unavailable = (cause: unknown): DomainError =>
  new DomainError('unavailable', {
    detail: 'The delivery could not be stored. Send it again: it will count once.',
    retryAfter: RETRY_AFTER,
    cause,
  });

/** PostgreSQL answered that it will not take this, today or later. */
const isRefusal = (error: unknown): boolean => error instanceof pg.DatabaseError && !isTransient(error);

const refusalOf = (error: unknown): DomainError =>
  error instanceof pg.DatabaseError && error.code === FOREIGN_KEY
    ? new DomainError('not_found', { detail: 'This connection is no more.', cause: error })
    : unavailable(error);

export const createGroupCommit = ({ url, onFlush, onRefused, limits = {} }: GroupCommitOptions): GroupCommit => {
  const { waitingBytes: bytesMax, waitMs, answerMs } = { ...LIMITS, ...limits };
  const pool = new pg.Pool({
    ...pgOptions(url, 'pawgress-intake'),
    max: IN_FLIGHT_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: answerMs,
    statement_timeout: answerMs,
    // Rows are checked against others by unique keys alone. A plan made while `event_raw` had a few rows would read the
    // whole table for every check, until an analyze a minute later.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- pg waits for it; its types do not say so
    onConnect: async (client) => {
      await client.query('set enable_seqscan = off');
    },
  });
  // A connection that dies while idle is replaced by the next one that is needed.
  pool.on('error', () => undefined);
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  const inFlight = new Set<Promise<void>>();

  const settle = (entry: Waiting, isNew: boolean): void => entry.resolve(isNew ? 'stored' : 'duplicate');

  /** One by one, so that the row PostgreSQL refuses stands alone. A fault of the world ends it for all that are left. */
  const storeEach = async (batch: readonly Waiting[]): Promise<void> => {
    for (const [index, entry] of batch.entries()) {
      try {
        settle(entry, (await insertDeliveries(pool, [entry.delivery])).has(entry.delivery.id));
      } catch (error) {
        if (!isRefusal(error)) {
          for (const left of batch.slice(index)) left.reject(unavailable(error));
          return;
        }
        onRefused(error);
        entry.reject(refusalOf(error));
      }
    }
  };

  const flush = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const fresh = await insertDeliveries(pool, inKeyOrder(batch.map((entry) => entry.delivery)));
      onFlush(batch.length);
      for (const entry of batch) settle(entry, fresh.has(entry.delivery.id));
    } catch (error) {
      if (isRefusal(error)) await storeEach(batch);
      // Whether it was committed is not known: nobody is told that it was.
      else for (const entry of batch) entry.reject(unavailable(error));
    }
  };

  const takeBatch = (): Waiting[] => {
    let [rows, bytes] = [0, 0];
    for (const { size } of waiting) {
      if (rows === ROWS_MAX || (rows > 0 && bytes + size > BYTES_MAX)) break;
      rows += 1;
      bytes += size;
    }
    const batch = waiting.slice(0, rows);
    waiting = waiting.slice(rows);
    waitingBytes -= bytes;
    return batch;
  };

  const pump = (): void => {
    while (waiting.length > 0 && inFlight.size < IN_FLIGHT_MAX) {
      const flushing = flush(takeBatch()).finally(() => {
        inFlight.delete(flushing);
        pump();
      });
      inFlight.add(flushing);
    }
  };

  const giveUpOnOld = (): void => {
    const longAgo = performance.now() - waitMs;
    const old = waiting.findIndex((entry) => entry.sinceMs > longAgo);
    const given = waiting.splice(0, old < 0 ? waiting.length : old);
    for (const entry of given) {
      waitingBytes -= entry.size;
      entry.reject(unavailable(new Error('the database is too slow')));
    }
  };
  const looking = setInterval(giveUpOnOld, waitMs / 5);
  looking.unref();

  return {
    store: (delivery) =>
      new Promise<Stored>((resolve, reject) => {
        const size = sizeOf(delivery);
        if (waitingBytes + size > bytesMax) {
          reject(unavailable(new Error('too much is waiting to be stored')));
          return;
        }
        waiting.push({ delivery, size, sinceMs: performance.now(), resolve, reject });
        waitingBytes += size;
        pump();
      }),
    close: async () => {
      while (inFlight.size > 0 || waiting.length > 0) await Promise.all(inFlight);
      clearInterval(looking);
      await pool.end();
    },
  };
};
