/**
 * PostgreSQL's protocol at its barest, as pgbench speaks it: one prepared statement, its values patched into ready-made
 * messages, answers read only for `ReadyForQuery`. It stands for the fastest client there can be.
 */
import { Socket } from 'node:net';
import pg from 'pg';
import { pgOptions } from '#infra/db/connect.ts';

/** Types of parameters by object id. */
export const OID = { uuid: 2950, text: 25, jsonb: 3802 } as const;

export interface BareConnection {
  /** Runs the prepared statement once with these Bind, Execute and Sync messages, in a transaction of its own. */
  run(messages: Buffer): Promise<void>;
  close(): void;
}

const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const int16 = (value: number): Buffer => {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
};
const int32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};

const STATEMENT = 'bare';

/** Bind with binary values, Execute, Sync. Returns the bytes and where each value begins in them. */
export const bindMessages = (values: readonly Buffer[]): { readonly bytes: Buffer; readonly at: readonly number[] } => {
  const head = Buffer.concat([text(''), text(STATEMENT), int16(1), int16(1), int16(values.length)]);
  const at: number[] = [];
  let offset = 5 + head.length;
  for (const value of values) {
    at.push(offset + 4);
    offset += 4 + value.length;
  }
  const bind = message('B', head, ...values.flatMap((value) => [int32(value.length), value]), int16(0));
  return { bytes: Buffer.concat([bind, message('E', text(''), int32(0)), message('S')]), at };
};

const READY = 'Z'.charCodeAt(0);
const ERROR = 'E'.charCodeAt(0);
const EMPTY = Buffer.alloc(0);

/** Calls `onReady` at each ReadyForQuery, with the error before it if there was one. */
const answerReader = (onReady: (error: Error | null) => void) => {
  let pending: Buffer = EMPTY;
  let error: Error | null = null;
  return (data: Buffer): void => {
    pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
    while (pending.length >= 5) {
      const end = 1 + pending.readInt32BE(1);
      if (pending.length < end) return;
      const type = pending[0];
      if (type === ERROR) error = new Error(pending.toString('utf8', 5, end).replaceAll('\0', ' '));
      pending = pending.subarray(end);
      if (type !== READY) continue;
      const failure = error;
      error = null;
      onReady(failure);
    }
  };
};

/** Signs in with pg, then takes over its socket. */
export const connectBare = async (url: string, sql: string, types: readonly number[]): Promise<BareConnection> => {
  const wire = new Socket();
  const client = new pg.Client({ ...pgOptions(url, 'pawgress-bench-limit'), stream: () => wire });
  client.on('error', () => undefined);
  await client.connect();
  wire.removeAllListeners('data');
  let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  wire.on(
    'data',
    answerReader((error) => {
      const waiting = settle;
      settle = undefined;
      if (error) waiting?.reject(error);
      else waiting?.resolve();
    }),
  );
  const run = (messages: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
      wire.write(messages);
    });
  await run(
    Buffer.concat([
      message('P', text(STATEMENT), text(sql), int16(types.length), ...types.map((oid) => int32(oid))),
      message('S'),
    ]),
  );
  return { run, close: () => wire.destroy() };
};
