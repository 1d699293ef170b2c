/**
 * A load generator on raw sockets, since it shares the machine with what it measures: keep-alive connections, one request
 * in flight on each, answers read only as far as status and length.
 */
import { connect, type Socket } from 'node:net';
import { percentile } from './statistics.ts';

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  /** Milliseconds of load. Requests in flight at the end are waited for and counted. */
  readonly forMs: number;
  /** The next request of one connection; its bytes may be written to again once it is answered. */
  readonly next: (connection: number) => Buffer;
  readonly expect: number;
  /** Requests a second over all connections; as fast as it goes without. */
  readonly rate?: number;
  /** After each right answer. */
  readonly onAnswer?: (connection: number, ms: number) => void;
}

export interface LoadResult {
  readonly answered: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers of another status, by status; `0` counts connections that broke. */
  readonly wrong: Readonly<Record<string, number>>;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;
const STATUS_AT = 'HTTP/1.1 '.length;
const EMPTY = Buffer.alloc(0);
const LAST_CHUNK = '\r\n0\r\n\r\n';

/** Reads answers off one connection. `onStatus` is called once for each complete one. */
const answerReader = (onStatus: (status: number) => void) => {
  let pending: Buffer = EMPTY;
  const complete = (): number | null => {
    const headEnd = pending.indexOf(HEAD_END);
    if (headEnd < 0) return null;
    const head = pending.toString('latin1', 0, headEnd + 2);
    const length = LENGTH.exec(head)?.[1];
    if (length === undefined && CHUNKED.test(head)) {
      return pending.toString('latin1', headEnd + 2).endsWith(LAST_CHUNK) ? pending.length : null;
    }
    const end = headEnd + HEAD_END.length + Number(length ?? 0);
    return pending.length >= end ? end : null;
  };
  return (data: Buffer): void => {
    pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
    const end = complete();
    if (end === null) return;
    const status = Number(pending.toString('latin1', STATUS_AT, STATUS_AT + 3));
    pending = pending.subarray(end);
    onStatus(status);
  };
};

/** Loads a server on this machine. */
export const runLoad = async (options: LoadOptions): Promise<LoadResult> => {
  const { port, connections, forMs, next, expect, rate, onAnswer } = options;
  const latencies: number[] = [];
  const wrong: Record<string, number> = {};
  const began = performance.now();
  const until = began + forMs;
  const everyMs = rate === undefined ? 0 : (1000 / rate) * connections;
  let lastAnswer = began;

  const fail = (key: number) => (wrong[key] = (wrong[key] ?? 0) + 1);

  const one = (index: number): Promise<void> =>
    new Promise((resolve) => {
      const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let sentAt = 0;
      let turn = 0;
      const finish = () => {
        socket.destroy();
        resolve();
      };
      const send = () => {
        sentAt = performance.now();
        if (sentAt >= until) return finish();
        socket.write(next(index));
      };
      const sendInTurn = () => {
        if (everyMs === 0) return send();
        const due = began + ((index + 1) / connections + turn) * everyMs;
        turn += 1;
        if (due >= until) return finish();
        setTimeout(send, Math.max(0, due - performance.now()));
      };
      socket.on('connect', sendInTurn);
      socket.on(
        'data',
        answerReader((status) => {
          const now = performance.now();
          lastAnswer = now;
          if (status === expect) {
            latencies.push(now - sentAt);
            onAnswer?.(index, now - sentAt);
          } else fail(status);
          sendInTurn();
        }),
      );
      socket.on('error', () => {
        fail(0);
        finish();
      });
      socket.on('close', () => resolve());
    });

  await Promise.all(Array.from({ length: connections }, (_, index) => one(index)));
  return {
    answered: latencies.length,
    perSecond: latencies.length / ((lastAnswer - began) / 1000),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: percentile(latencies, 1),
    wrong,
  };
};
