/** A past: events and their scores by the million, as if scored long ago. */
import { rebuildAll } from '#app/maintenance/rebuild.ts';
import { connectDb } from '#infra/db/connect.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { openClient } from './database.ts';

const CHUNK = 250_000;

/**
 * Stores `events` scored events, spread over the users (all of them unless named) and the year before. Foreign keys are not checked again while
 * doing so: every row is made from rows that are there.
 */
export const seedHistory = async (
  url: string,
  events: number,
  userIds: readonly string[] | null = null,
): Promise<void> => {
  const client = await openClient(url);
  try {
    await client.query(`set session_replication_role = replica`);
    await client.query('set synchronous_commit = off');
    await client.query('create temp table past_owner (n int, pet_id uuid, user_id uuid)');
    await client.query(
      `insert into past_owner select row_number() over (order by id) - 1, id, user_id from pets
       where $1::uuid[] is null or user_id = any($1::uuid[])`,
      [userIds],
    );
    await client.query('create unique index on past_owner (n)');
    await client.query('analyze past_owner');
    for (let done = 0; done < events; done += CHUNK) {
      await client.query(
        `with made as (
           select g, o.pet_id, o.user_id, gen_uuid_v7() as id,
             now() - make_interval(mins => ((($3::bigint - g) * 525600) / $3::bigint)::int) as at
           from generate_series($1::int, $2::int) as g
           join past_owner o on o.n = g % (select count(*)::int from past_owner)),
         stored as (
           insert into events (id, user_id, type, value, meta, occurred_at, local_date, dedupe_key, created_at)
           select id, user_id, 'commit.push', 1, '{"repository":"octo-org/pawgress","branch":"main"}', at, (at at time zone 'UTC')::date,
             'past:' || user_id || ':' || g, at
           from made)
         insert into event_scores (pet_id, event_id, user_id, pet_version, xp, energy_ms, food_ms, rules_version, applied_at)
         select pet_id, id, user_id, 1000000 + g, 0, 0, 0, 1, at from made`,
        [done + 1, Math.min(done + CHUNK, events), events],
      );
    }
    await client.query('set session_replication_role = default');
    await client.query('vacuum (analyze) events');
    await client.query('vacuum (analyze) event_scores');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
};

/** Daily activity and figures of what is stored, as `npm run rebuild -- metrics` computes them. */
export const seedRollup = async (url: string): Promise<void> => {
  const db = connectDb(url, { max: 2, application: 'pawgress-bench' });
  try {
    await rebuildAll(createUnitOfWork(db), ['metrics'], () => new Date().toISOString());
    await db.raw('vacuum (analyze) daily_activity');
  } finally {
    await db.destroy();
  }
};
