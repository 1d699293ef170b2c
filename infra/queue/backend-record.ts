/**
 * Which queue an installation uses, in one row of its database. Not in the data folder: server and workers may run on
 * different machines, and all they share for certain is the database. Not in `public`: it belongs to the installation,
 * so it is neither backed up nor restored.
 */
import type pg from 'pg';

export interface QueueRecord {
  readonly kind: 'redis' | 'postgres';
  /** For people: host, port and database of Redis, or the schema. */
  readonly place: string;
  /** The sealed address of Redis, to look there once more when it is changed; `null` where there was no key to seal it. */
  readonly address: Buffer | null;
}

/** What the sealed address is bound to. */
export const ADDRESS_PLACE = { table: 'pawgress_queue.backend', column: 'address', row: 'only', user: 'system' };

const TABLE = `create schema if not exists pawgress_queue;
  create table if not exists pawgress_queue.backend (
    only_row boolean primary key default true check (only_row),
    kind text not null check (kind in ('redis', 'postgres')),
    place text not null,
    address bytea,
    since timestamptz not null default now())`;

/** `null` when this database has not been prepared for any queue. */
export const readQueueRecord = async (client: pg.ClientBase): Promise<QueueRecord | null> => {
  const table = await client.query<{ found: string | null }>(
    `select to_regclass('pawgress_queue.backend')::text as found`,
  );
  if (table.rows[0]?.found == null) return null;
  const { rows } = await client.query<QueueRecord>('select kind, place, address from pawgress_queue.backend');
  return rows[0] ?? null;
};

export const writeQueueRecord = async (client: pg.ClientBase, { kind, place, address }: QueueRecord): Promise<void> => {
  await client.query(TABLE);
  await client.query(
    `insert into pawgress_queue.backend (kind, place, address) values ($1, $2, $3)
     on conflict (only_row) do update set kind = excluded.kind, place = excluded.place, address = excluded.address,
       since = case when backend.kind = excluded.kind and backend.place = excluded.place then backend.since else now() end`,
    [kind, place, address],
  );
};
