/**
 * The limit: a writer like pgbench with 32 connections that stores the rows of a delivery (`event_raw` and
 * `event_processing`) in one statement and transaction each, durable, in the product's schema. No HTTP, no signature.
 * Started as a process: `writer.ts <database url>`; told `{ connections, forMs }`, it answers with what it wrote.
 */
import { ask } from '../support/database.ts';
import { createPushes } from '../support/deliveries.ts';
import { percentile } from '../support/statistics.ts';
import { newId } from '#infra/ids.ts';
import { bindMessages, connectBare, OID } from './wire.ts';

export interface WriterOrder {
  readonly connections: number;
  readonly forMs: number;
}

export interface WriterResult {
  readonly written: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const SQL = `with raw as (
    insert into event_raw (id, user_id, integration_id, source, event_name, external_event_id, headers, payload)
    values ($1, $2, $3, 'github', 'push', $4, $5, $6) returning id, user_id)
  insert into event_processing (event_raw_id, user_id) select id, user_id from raw`;

const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
/** jsonb's binary form is its version, 1, and the text. */
const jsonb = (text: string): Buffer => Buffer.concat([Buffer.from([1]), Buffer.from(text)]);
const HEADERS = JSON.stringify({ 'x-github-event': 'push', 'user-agent': 'GitHub-Hookshot/bench' });
const BODIES = 16;

const write = async (url: string, { connections, forMs }: WriterOrder): Promise<WriterResult> => {
  const targets = await ask<{ id: string; user_id: string }>(url, 'select id, user_id from integrations limit 1000');
  const pushes = createPushes(new Date().toISOString());
  const types = [OID.uuid, OID.uuid, OID.uuid, OID.text, OID.jsonb, OID.jsonb];
  const clients = await Promise.all(Array.from({ length: connections }, () => connectBare(url, SQL, types)));
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + forMs;

  const work = async (client: (typeof clients)[number], index: number): Promise<void> => {
    const messages = Array.from({ length: BODIES }, (_, i) => {
      const target = targets[(index * BODIES + i) % targets.length];
      if (!target) throw new Error('no connections were seeded');
      const id = newId();
      const owner = [uuidBytes(target.user_id), uuidBytes(target.id)];
      const body = pushes.body(i).text;
      return bindMessages([uuidBytes(id), ...owner, Buffer.from(id), jsonb(HEADERS), jsonb(body)]);
    });
    for (let n = 0; performance.now() < until; n += 1) {
      const { bytes, at } = messages[n % BODIES] ?? { bytes: Buffer.alloc(0), at: [] };
      const id = newId();
      uuidBytes(id).copy(bytes, at[0] ?? 0);
      bytes.write(id, at[3] ?? 0, 'latin1');
      const sentAt = performance.now();
      await client.run(bytes);
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(clients.map(work));
  const seconds = (performance.now() - began) / 1000;
  for (const client of clients) client.close();
  const share = (part: number) => percentile(latencies, part);
  return { written: latencies.length, perSecond: latencies.length / seconds, p50: share(0.5), p99: share(0.99) };
};

const url = process.argv[2] ?? '';
process.on('message', (order: WriterOrder) => {
  void write(url, order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.send?.('ready');
