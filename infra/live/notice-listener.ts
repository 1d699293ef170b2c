import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { pgOptions } from '../db/connect.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createRareLog } from '../rare-log.ts';
import { fromNotice, LIVE_CHANNEL } from './notices.ts';

export interface NoticeListenerOptions {
  readonly url: string;
  /** Rows of these users changed. */
  readonly onUsers: (userIds: readonly string[]) => void;
  /** Notices may have been missed: look at everybody who is being told. Not called for the first connection. */
  readonly onReconnect: () => void;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'failure'>;
}

export interface NoticeListener {
  /** Resolves when it listens for the first time. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const CONNECT_MS = 5_000;

/** Hears what `createNoticePublisher` sends, on a connection of its own that is made again whenever it is lost. */
export const createNoticeListener = (options: NoticeListenerOptions): NoticeListener => {
  const { url, onUsers, onReconnect, metrics } = options;
  const warn = createRareLog(options.logger);
  const closing = new AbortController();
  let current: pg.Client | null = null;
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });

  /** Listens until the connection is lost. `whenHeard` is called once it listens. */
  const listen = async (whenHeard: () => void): Promise<void> => {
    const client = new pg.Client({
      ...pgOptions(url, 'pawgress-live'),
      connectionTimeoutMillis: CONNECT_MS,
      // A connection that died without a word is noticed within a minute, not within hours.
      keepAliveInitialDelayMillis: 10_000,
    });
    current = client;
    const lost = new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('end', resolve);
    });
    lost.catch(() => undefined);
    client.on('notification', ({ payload }) => onUsers(fromNotice(payload ?? '')));
    try {
      await client.connect();
      await client.query(`listen ${LIVE_CHANNEL}`);
      whenHeard();
      await lost;
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  const run = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    let heardBefore = false;
    const whenHeard = (): void => {
      pause = FIRST_PAUSE_MS;
      if (heardBefore) onReconnect();
      else onReady();
      heardBefore = true;
    };
    while (!closing.signal.aborted) {
      try {
        await listen(whenHeard);
      } catch (error) {
        if (closing.signal.aborted) return;
        metrics.failure('live_listener');
        warn(error, 'the connection that hears of changes was lost; it is made again');
      }
      await delay(pause, undefined, { signal: closing.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };
  const running = run();

  return {
    ready,
    close: async () => {
      closing.abort();
      await current?.end().catch(() => undefined);
      await running;
    },
  };
};
