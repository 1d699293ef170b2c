import { runMigrations } from 'bullmq';
import pg from 'pg';
import { queueNames } from '#core/jobs/index.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { pgOptions } from '../db/connect.ts';
import { readKeyFile } from '../secrets/key-file.ts';
import { createKeyring, type Keyring } from '../secrets/keyring.ts';
import { ADDRESS_PLACE, readQueueRecord, writeQueueRecord, type QueueRecord } from './backend-record.ts';
import { BULLMQ_SCHEMA, redisQueues } from './bullmq.ts';
import { assertRedis, redisPlace, withRedis } from './redis-client.ts';

/** One number names the lock of all processes that prepare the queue of one database. */
const QUEUE_LOCK = 727_002;

const UNFINISHED = `state in ('waiting', 'active', 'delayed', 'waiting-children')`;

const nameOf = (record: QueueRecord): string =>
  record.kind === 'redis' ? `in Redis at ${record.place}` : 'in PostgreSQL';

const jobsInPostgres = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ found: string | null }>(`select to_regclass('bullmq.job')::text as found`);
  if (rows[0]?.found == null) return 0;
  const jobs = await client.query<{ count: number }>(
    `select count(*)::int as count from ${BULLMQ_SCHEMA}.job where ${UNFINISHED}`,
  );
  return jobs.rows[0]?.count ?? 0;
};

const jobsInRedis = async (url: string): Promise<number> => {
  await withRedis(url, (redis) => redis.ping());
  const place = redisQueues(url);
  let jobs = 0;
  for (const name of queueNames) {
    const queue = place.openQueue(name, () => undefined);
    try {
      const { failed: _done, ...unfinished } = await queue.counts();
      jobs += Object.values(unfinished).reduce((sum, count) => sum + count, 0);
    } finally {
      await queue.close();
    }
  }
  return jobs;
};

/** Jobs that the earlier queue still has, `null` when it can no longer be asked. */
const jobsLeft = async (before: QueueRecord, client: pg.Client, keyring: Keyring | null): Promise<number | null> => {
  if (before.kind === 'postgres') return jobsInPostgres(client);
  if (before.address === null || keyring === null) return null;
  try {
    return await jobsInRedis(await keyring.open(before.address, ADDRESS_PLACE));
  } catch {
    return null;
  }
};

const assertMayChange = async (
  before: QueueRecord,
  client: pg.Client,
  keyring: Keyring | null,
  say: (line: string) => void,
): Promise<void> => {
  const left = await jobsLeft(before, client, keyring);
  if (left === null) {
    say(
      `The queue was ${nameOf(before)}, which cannot be asked any more. Jobs left there are not needed: what is to be done stands in the database.`,
    );
    return;
  }
  if (left === 0) return;
  const setting = before.kind === 'redis' ? 'with REDIS_URL as it was' : 'without REDIS_URL';
  throw new Error(
    `The queue of this database is ${nameOf(before)} and still has ${left === 1 ? 'a job' : `${left} jobs`}. ` +
      `Start Pawgress ${setting} until that is done, stop it, and change the setting then.`,
  );
};

/**
 * Makes the queue ready: BullMQ's tables when it lives in PostgreSQL, a look at Redis when it lives there; and records
 * which of them it is. Safe to run in several processes at once.
 * @param say is told, in one line, of a change whose earlier queue cannot be looked at.
 * @throws {Error} when Redis cannot be used, or when the queue was changed while the other one still has jobs.
 */
export const prepareQueue = async (
  { redisUrl, keys, dataDir }: Pick<Config, 'redisUrl' | 'keys' | 'dataDir'>,
  databaseUrl: string,
  say: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Promise<void> => {
  if (redisUrl !== null) await assertRedis(redisUrl);
  const known = keys ?? readKeyFile(dataDir);
  const keyring = known === null ? null : createKeyring(known, systemClock);
  const address = redisUrl !== null && keyring ? await keyring.seal(redisUrl, ADDRESS_PLACE) : null;
  const wanted: QueueRecord =
    redisUrl === null
      ? { kind: 'postgres', place: BULLMQ_SCHEMA, address: null }
      : { kind: 'redis', place: redisPlace(redisUrl), address };

  const client = new pg.Client(pgOptions(databaseUrl, 'pawgress-migrate'));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [QUEUE_LOCK]);
    const before = await readQueueRecord(client);
    if (before && (before.kind !== wanted.kind || before.place !== wanted.place)) {
      await assertMayChange(before, client, keyring, say);
    }
    if (wanted.kind === 'postgres') await runMigrations(client, BULLMQ_SCHEMA);
    await writeQueueRecord(client, wanted);
  } finally {
    await client.end();
  }
};
