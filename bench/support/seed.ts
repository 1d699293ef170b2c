/** Users with a pet and a GitHub connection, and what they have pending. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newPet } from '#core/domain/pet/state.ts';
import { systemClock } from '#infra/clock.ts';
import { column } from '#infra/db/column.ts';
import { pgOptions } from '#infra/db/connect.ts';
import { newId } from '#infra/ids.ts';
import { createKeyring } from '#infra/secrets/keyring.ts';
import { secretPlace } from '#infra/stores/integration-store.ts';
import { BENCH_LOGIN, type Hook, type Pushes } from './deliveries.ts';

export interface BenchUser extends Hook {
  readonly userId: string;
  readonly integrationId: string;
  readonly petId: string;
}

/** `PAWGRESS_KEYS` of one run. */
export const newKeys = (): string => `bench:${randomBytes(32).toString('base64url')}`;

const connected = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(pgOptions(url, 'pawgress-bench'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const CHUNK = 1_000;

const chunks = <T>(items: readonly T[], size = CHUNK): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Makes `n` users. Secrets are sealed with `keys`, as the product does it. */
export const seedUsers = async (url: string, n: number, keys: string): Promise<readonly BenchUser[]> => {
  const keyring = createKeyring(keys, systemClock);
  const users: BenchUser[] = Array.from({ length: n }, () => ({
    userId: newId(),
    integrationId: newId(),
    petId: newId(),
    pathToken: randomBytes(32).toString('base64url'),
    secret: randomBytes(32).toString('hex'),
  }));
  const state = JSON.stringify(newPet(new Date(Date.now() - 3_600_000).toISOString()));
  await connected(url, async (client) => {
    for (const chunk of chunks(users)) {
      const ids = column(chunk, 'userId');
      await client.query(
        `insert into users (id, email) select id, 'bench-' || id || '@bench.example' from unnest($1::uuid[]) as id`,
        [ids],
      );
      await client.query(
        `insert into pets (id, user_id, name, species, state_json, created_at)
         select id, user_id, 'Biscuit', 'dog', $3::jsonb, now() - interval '1 hour'
         from unnest($1::uuid[], $2::uuid[]) as v(id, user_id)`,
        [column(chunk, 'petId'), ids, state],
      );
      const sealed = await Promise.all(
        chunk.map(({ secret, integrationId, userId }) =>
          keyring.seal(secret, secretPlace('webhook_secret_encrypted', integrationId, userId)),
        ),
      );
      await client.query(
        `insert into integrations (id, user_id, provider, path_token, webhook_secret_encrypted, status, verified_at, metadata)
         select id, user_id, 'github', token, secret, 'active', now(), jsonb_build_object('login', $5::text)
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) as v(id, user_id, token, secret)`,
        [column(chunk, 'integrationId'), ids, column(chunk, 'pathToken'), sealed, BENCH_LOGIN],
      );
    }
    await client.query('analyze');
  });
  return users;
};

interface Pending {
  readonly id: string;
  readonly user: BenchUser;
  readonly text: string;
}

const insertPending = async (client: pg.Client, rows: readonly Pending[]): Promise<void> => {
  await client.query(
    `with raw as (
       insert into event_raw (id, user_id, integration_id, source, event_name, external_event_id, payload)
       select id, user_id, integration_id, 'github', 'push', id::text, payload
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[]) as v(id, user_id, integration_id, payload)
       returning id, user_id)
     insert into event_processing (event_raw_id, user_id) select id, user_id from raw`,
    [
      column(rows, 'id'),
      rows.map(({ user }) => user.userId),
      rows.map(({ user }) => user.integrationId),
      column(rows, 'text'),
    ],
  );
};

/** Stores `n` pending deliveries, spread over the users in turn. Returns how many commits each user has in them. */
export const seedPending = async (
  url: string,
  users: readonly BenchUser[],
  n: number,
  pushes: Pushes,
): Promise<ReadonlyMap<string, number>> => {
  const commits = new Map<string, number>();
  const waiting: Pending[] = Array.from({ length: n }, (_, i) => {
    const user = users[i % users.length];
    if (!user) throw new Error('no users were seeded');
    // A stride that is no divisor of ten: every user gets pushes of every size.
    const { text, commits: made } = pushes.body(i + Math.floor(i / users.length));
    commits.set(user.userId, (commits.get(user.userId) ?? 0) + made);
    return { id: newId(), user, text };
  });
  await connected(url, async (client) => {
    for (const chunk of chunks(waiting, CHUNK / 2)) await insertPending(client, chunk);
    await client.query('analyze event_raw');
    await client.query('analyze event_processing');
    await client.query('checkpoint');
  });
  return commits;
};
