/**
 * Baseline of `drain`: one job for each delivery, one transaction each, the pet guarded by an optimistic version check
 * and tried again when another job was faster. The rules are the product's own (`core/`), so that designs are compared.
 */
import type pg from 'pg';
import { applyEvent, assertApplicable } from '#core/domain/pet/apply.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import { logicalDate, type CalendarSegment } from '#core/domain/time/calendar.ts';
import { provider } from '#core/providers/github/index.ts';
import { pgOptions } from '#infra/db/connect.ts';
import { newId } from '#infra/ids.ts';
import { postgresQueues, redisQueues } from '#infra/queue/bullmq.ts';
import pgModule from 'pg';
import { ask } from '../support/database.ts';

export interface JobPerRowOrder {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly concurrency: number;
}

export interface JobPerRowResult {
  readonly rows: number;
  readonly seconds: number;
  readonly retries: number;
}

const JOB = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

interface RawRow {
  readonly id: string;
  readonly user_id: string;
  readonly event_name: string | null;
  readonly payload: unknown;
  readonly received_at: string;
  readonly login: string | null;
}

interface PetRow {
  readonly id: string;
  readonly state_json: PetState;
  readonly version: number;
}

/** The pet moved on while this job was scoring. */
class VersionConflict extends Error {}

const process1 = async (client: pg.PoolClient, rawId: string): Promise<void> => {
  const raw = (
    await client.query<RawRow>(
      `select r.id, r.user_id, r.event_name, r.payload, r.received_at, i.metadata ->> 'login' as login
       from event_raw r join integrations i on i.id = r.integration_id where r.id = $1`,
      [rawId],
    )
  ).rows[0];
  if (!raw) throw new Error(`no row ${rawId}`);
  const calendar = (
    await client.query<CalendarSegment & { readonly at: string }>(
      `select effective_at as at, timezone, day_start_hour as "dayStartHour", week_start as "weekStart"
       from user_calendar_changes where user_id = $1 order by effective_at`,
      [raw.user_id],
    )
  ).rows.map(({ at, ...segment }) => ({ ...segment, effectiveAt: at === '-infinity' ? null : at }));
  const pet = (
    await client.query<PetRow>('select id, state_json, version from pets where user_id = $1 and is_primary', [
      raw.user_id,
    ])
  ).rows[0];
  if (!pet) throw new Error(`no pet of ${raw.user_id}`);
  const outcome = provider.normalise({
    rawId,
    eventName: raw.event_name,
    payload: raw.payload,
    receivedAt: raw.received_at,
    account: { id: null, login: raw.login, verifiedEmails: [] },
  });
  const now = new Date().toISOString();
  let [state, version] = [pet.state_json, pet.version];
  for (const draft of outcome.status === 'processed' ? outcome.events : []) {
    const localDate = logicalDate(calendar, draft.occurredAt);
    const event = { id: newId(), type: draft.type, value: Number(draft.value), localDate, meta: draft.meta };
    assertApplicable(event, now);
    const inserted = await client.query(
      `insert into events (id, event_raw_id, user_id, type, value, meta, occurred_at, local_date, dedupe_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (user_id, dedupe_key) do nothing`,
      [event.id, rawId, raw.user_id, draft.type, draft.value, draft.meta, draft.occurredAt, localDate, draft.dedupeKey],
    );
    if (inserted.rowCount === 0) continue;
    const applied = applyEvent(state, event, now);
    state = applied.state;
    version += 1;
    await client.query(
      `insert into event_scores (pet_id, event_id, user_id, pet_version, xp, energy_ms, food_ms, rules_version, applied_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [pet.id, event.id, raw.user_id, version, applied.xp, applied.energyMs, applied.foodMs, state.engine.rules, now],
    );
    await client.query(
      `insert into daily_activity as a (user_id, local_date, type, source, count, value, xp) values ($1, $2, $3, 'github', 1, $4, $5)
       on conflict (user_id, local_date, type, source) do update
       set count = a.count + 1, value = a.value + excluded.value, xp = a.xp + excluded.xp`,
      [raw.user_id, localDate, draft.type, draft.value, applied.xp],
    );
  }
  const moved = await client.query('update pets set state_json = $1, version = $2 where id = $3 and version = $4', [
    state,
    version,
    pet.id,
    pet.version,
  ]);
  if (moved.rowCount !== 1) throw new VersionConflict();
  await client.query(
    `update event_processing set status = 'processed', attempts = attempts + 1, processed_at = $2 where event_raw_id = $1`,
    [rawId, now],
  );
};

/** Versions that clash show as a lost update or as the ledger's unique version. */
const isConflict = (error: unknown): boolean =>
  error instanceof VersionConflict ||
  (error instanceof Error && 'code' in error && ['23505', '40001', '40P01'].includes(String(error.code)));

const run = async ({ databaseUrl, redisUrl, concurrency }: JobPerRowOrder): Promise<JobPerRowResult> => {
  const pool = new pgModule.Pool({ ...pgOptions(databaseUrl, 'pawgress-bench-jobs'), max: concurrency });
  const place = redisUrl === null ? postgresQueues(databaseUrl) : redisQueues(redisUrl);
  const name = `rows-${newId().slice(-8)}`;
  const queue = place.openQueue(name, () => undefined);
  const pending = await ask<{ id: string }>(
    databaseUrl,
    `select event_raw_id as id from event_processing where status = 'pending' order by event_raw_id`,
  );
  let retries = 0;
  const attempt = async (rawId: string): Promise<boolean> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await process1(client, rawId);
      await client.query('commit');
      return true;
    } catch (error) {
      await client.query('rollback');
      if (!isConflict(error)) throw error;
      retries += 1;
      return false;
    } finally {
      client.release();
    }
  };
  // Jobs are in the queue before the clock starts: adding them is not what is compared.
  for (let i = 0; i < pending.length; i += 500) {
    await Promise.all(pending.slice(i, i + 500).map(({ id }) => queue.add('row', { id }, JOB)));
  }
  let done = 0;
  const began = performance.now();
  await new Promise<void>((resolve, reject) => {
    const handle = async (_name: string, data: unknown): Promise<void> => {
      try {
        while (!(await attempt((data as { readonly id: string }).id)));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      done += 1;
      if (done === pending.length) resolve();
    };
    place.startWorker(name, concurrency, handle, (error) => reject(error));
  });
  return { rows: done, seconds: (performance.now() - began) / 1000, retries };
};

process.on('message', (order: JobPerRowOrder) => {
  void run(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.send?.('ready');
