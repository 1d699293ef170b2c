import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';
import type { Backlog } from '../metrics.ts';

/** One number names the lock of the sweep. */
const SWEEP_LOCK = 727_003;

const DUE = `status = 'pending' and next_attempt_at <= now()`;

/** What is due and not processed, of all users. Deliveries of paused connections and later tries are not due. */
export const createBacklogStore = (db: Queryable) => ({
  /** How much is due, and for how long the oldest has been. Reads an index that holds pending rows only. */
  backlog: async (): Promise<Backlog> => {
    const { rows } = await query<Backlog>(
      db,
      `select count(*) as rows, coalesce(extract(epoch from now() - min(next_attempt_at)), 0)::float8 as "oldestSeconds"
       from event_processing where ${DUE}`,
    );
    return rows[0] ?? { rows: 0, oldestSeconds: 0 };
  },

  /** Whether something has been due for at least so many milliseconds: nobody seems to have been told of it. */
  hasWaited: async (ms: number): Promise<boolean> => {
    const { rows } = await query<{ found: boolean }>(
      db,
      `select exists (select 1 from event_processing
         where status = 'pending' and next_attempt_at <= now() - make_interval(secs => ?::float8 / 1000)) as found`,
      [ms],
    );
    return rows[0]?.found ?? false;
  },

  /** Takes the sweep's lock until the transaction ends; false when another process is sweeping. */
  trySweepLock: async (): Promise<boolean> => {
    const { rows } = await query<{ held: boolean }>(db, `select pg_try_advisory_xact_lock(?) as held`, [SWEEP_LOCK]);
    return rows[0]?.held ?? false;
  },
});
