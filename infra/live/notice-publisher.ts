import type { Db } from '../db/connect.ts';
import { query } from '../db/query.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createRareLog } from '../rare-log.ts';
import { LIVE_CHANNEL, toNotices } from './notices.ts';

export interface NoticePublisher {
  /** To be called after the commit. Never throws and never waits; what is published meanwhile goes out together. */
  publish(userIds: readonly string[]): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Tells all servers that rows of these users changed. A notice that cannot be sent is dropped: servers also look by themselves. */
export const createNoticePublisher = (
  db: Db,
  options: { readonly logger: Logger; readonly metrics: Pick<Metrics, 'failure'> },
): NoticePublisher => {
  const warn = createRareLog(options.logger);
  let waiting = new Set<string>();
  let sending: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    while (waiting.size > 0) {
      const notices = toNotices([...waiting]);
      waiting = new Set();
      try {
        await query(db, `select pg_notify(?, payload) from unnest(?::text[]) as payload`, [LIVE_CHANNEL, notices]);
      } catch (error) {
        options.metrics.failure('live_notice');
        warn(error, 'open pages could not be told of a change; they look by themselves');
      }
    }
    sending = null;
  };

  return {
    publish: (userIds) => {
      for (const id of userIds) waiting.add(id);
      if (waiting.size > 0) sending ??= send();
    },
    close: async () => {
      await sending;
    },
  };
};
