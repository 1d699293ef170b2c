/** One statement for any number of deliveries: raw rows and their work, durable together (architecture 6). */
import type pg from 'pg';
import type { RawDelivery } from './raw-delivery.ts';

const CASTS = ['uuid', 'uuid', 'uuid', 'text', 'text', 'text', 'jsonb', 'jsonb', 'bytea', 'timestamptz'] as const;
const COLUMNS =
  'id, user_id, integration_id, source, event_name, external_event_id, headers, payload, body, received_at';

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly places: number;
}

const statements = new Map<number, Statement>();

/**
 * The statement for `rows` deliveries. Its places are a power of two, the rest stays null: a connection prepares nine
 * statements and not two hundred, each of which would hold its plan in memory.
 */
const statementFor = (rows: number): Statement => {
  const places = 2 ** Math.ceil(Math.log2(rows));
  const known = statements.get(places);
  if (known) return known;
  const tuples = Array.from({ length: places }, (_, row) => {
    const values = CASTS.map((cast, column) => `$${row * CASTS.length + column + 1}${row === 0 ? `::${cast}` : ''}`);
    return `(${values.join(',')})`;
  });
  const text = `with raw as (
      insert into event_raw (${COLUMNS})
      select ${COLUMNS} from (values ${tuples.join(',')}) as v(${COLUMNS}) where id is not null
      on conflict do nothing returning id, user_id),
    work as (insert into event_processing (event_raw_id, user_id) select id, user_id from raw)
    select id from raw`;
  const made = { name: `intake-${places}`, text, places };
  statements.set(places, made);
  return made;
};

/** Deliveries with the same key in two batches wait for each other in this order, and so never in a circle. */
export const inKeyOrder = (deliveries: readonly RawDelivery[]): RawDelivery[] =>
  deliveries.toSorted((a, b) => {
    if (a.integrationId !== b.integrationId) return a.integrationId < b.integrationId ? -1 : 1;
    if (a.externalEventId !== b.externalEventId) return a.externalEventId < b.externalEventId ? -1 : 1;
    return 0;
  });

/**
 * Inserts and commits. Returns the ids that are new: the others were there already, or stand in the batch before with
 * the same key. @throws what pg does: after a `DatabaseError` nothing is stored, else it is not known.
 */
export const insertDeliveries = async (
  pool: pg.Pool,
  deliveries: readonly RawDelivery[],
): Promise<ReadonlySet<string>> => {
  const { name, text, places } = statementFor(deliveries.length);
  const values: unknown[] = [];
  for (const row of deliveries) {
    values.push(row.id, row.userId, row.integrationId, row.source, row.eventName, row.externalEventId);
    values.push(row.headers, row.payload, row.body, row.receivedAt);
  }
  for (let missing = places * CASTS.length - values.length; missing > 0; missing -= 1) values.push(null);
  const { rows } = await pool.query<[string]>({ name, text, values, rowMode: 'array' });
  return new Set(rows.map(([id]) => id));
};
