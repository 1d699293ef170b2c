/** One statement for any number of deliveries: raw rows and their work, durable together (architecture 6). */
import type pg from 'pg';
import type { RawDelivery } from './raw-delivery.ts';

const CASTS = ['uuid', 'uuid', 'uuid', 'text', 'text', 'text', 'jsonb', 'jsonb', 'bytea', 'timestamptz'] as const;

const statements = new Map<number, string>();

/** `VALUES` for `rows` deliveries. One text for each number of rows, so that PostgreSQL plans it once a connection. */
const statementFor = (rows: number): string => {
  const known = statements.get(rows);
  if (known !== undefined) return known;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const values = CASTS.map((cast, column) => `$${row * CASTS.length + column + 1}${row === 0 ? `::${cast}` : ''}`);
    return `(${values.join(',')})`;
  });
  const columns =
    'id, user_id, integration_id, source, event_name, external_event_id, headers, payload, body, received_at';
  const text = `with raw as (
      insert into event_raw (${columns}) select * from (values ${tuples.join(',')}) as v(${columns})
      on conflict do nothing returning id, user_id),
    work as (insert into event_processing (event_raw_id, user_id) select id, user_id from raw)
    select id from raw`;
  statements.set(rows, text);
  return text;
};

/** Deliveries with the same key in two batches wait for each other in this order, and so never in a circle. */
export const inKeyOrder = (deliveries: readonly RawDelivery[]): RawDelivery[] =>
  deliveries.toSorted((a, b) => {
    if (a.integrationId !== b.integrationId) return a.integrationId < b.integrationId ? -1 : 1;
    if (a.externalEventId !== b.externalEventId) return a.externalEventId < b.externalEventId ? -1 : 1;
    return 0;
  });

/** Inserts and commits. Returns the ids that are new: the others were there already. */
export const insertDeliveries = async (
  pool: pg.Pool,
  deliveries: readonly RawDelivery[],
): Promise<ReadonlySet<string>> => {
  const values = deliveries.flatMap((row): unknown[] => [
    row.id,
    row.userId,
    row.integrationId,
    row.source,
    row.eventName,
    row.externalEventId,
    row.headers,
    row.payload,
    row.body,
    row.receivedAt,
  ]);
  const name = `intake-${deliveries.length}`;
  const { rows } = await pool.query<{ id: string }>({ name, text: statementFor(deliveries.length), values });
  return new Set(rows.map((row) => row.id));
};
