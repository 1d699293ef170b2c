/**
 * All open pages of one server process. Notices wake them; a look at the connected users every few seconds finds what a
 * lost notice would have told.
 */
import { DomainError } from '#core/domain/errors.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import { createNoticeListener } from '#infra/live/notice-listener.ts';
import type { Logger } from '#infra/logger.ts';
import type { Metrics } from '#infra/metrics.ts';
import { createRareLog } from '#infra/rare-log.ts';
import type { Connection } from './connection.ts';

export interface LiveHub {
  /** @throws {DomainError} `rate_limited` when the user has too many pages open */
  add(connection: Connection): void;
  remove(connection: Connection): void;
  assertRoom(userId: string): void;
  size(): number;
  close(): Promise<void>;
}

export interface LiveHubOptions {
  readonly databaseUrl: string;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Milliseconds between two looks without a notice. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 3_000;
const BEAT_EVERY_MS = 20_000;
const PAGES_MAX = 20;

export const createLiveHub = ({
  databaseUrl,
  uow,
  logger,
  metrics,
  lookEveryMs = LOOK_EVERY_MS,
}: LiveHubOptions): LiveHub => {
  const byUser = new Map<string, Set<Connection>>();
  const signatures = new Map<string, string>();
  const warn = createRareLog(logger);
  const all = (): Connection[] => [...byUser.values()].flatMap((set) => [...set]);
  const poke = (userId: string): void => byUser.get(userId)?.forEach((connection) => connection.poke());

  const listener = createNoticeListener({
    url: databaseUrl,
    onUsers: (userIds) => userIds.forEach(poke),
    onReconnect: () => all().forEach((connection) => connection.poke()),
    logger,
    metrics,
  });

  /** One query for everybody who is connected. */
  const look = async (): Promise<void> => {
    const userIds = [...byUser.keys()];
    if (userIds.length === 0) return;
    for (const { userId, signature } of await uow.readSystem(({ liveWatch }) => liveWatch.signatures(userIds))) {
      if (signatures.get(userId) !== signature) poke(userId);
      signatures.set(userId, signature);
    }
  };

  /** A sign-in that was revoked sees nothing more. */
  const endRevoked = async (): Promise<void> => {
    const connections = all();
    if (connections.length === 0) return;
    const ids = [...new Set(connections.map(({ credentialId }) => credentialId))];
    const valid = await uow.readSystem(({ liveWatch }) => liveWatch.stillValid(ids));
    for (const connection of connections) if (!valid.has(connection.credentialId)) connection.end();
  };

  const each = (ms: number, work: () => Promise<void>): NodeJS.Timeout => {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((error: unknown) => warn(error, 'open pages could not be looked after'))
        .finally(() => (busy = false));
    }, ms);
    timer.unref();
    return timer;
  };
  const timers = [
    each(lookEveryMs, async () => {
      await look();
      await endRevoked();
    }),
    each(BEAT_EVERY_MS, () => {
      all().forEach((connection) => connection.beat());
      return Promise.resolve();
    }),
  ];

  return {
    assertRoom: (userId) => {
      if ((byUser.get(userId)?.size ?? 0) < PAGES_MAX) return;
      throw new DomainError('rate_limited', {
        detail: `You have ${PAGES_MAX} pages open. Close one first.`,
        retryAfter: 30,
      });
    },
    add: (connection) => {
      const set = byUser.get(connection.userId) ?? new Set();
      byUser.set(connection.userId, set.add(connection));
      connection.poke();
    },
    remove: (connection) => {
      const set = byUser.get(connection.userId);
      set?.delete(connection);
      if (set?.size !== 0) return;
      byUser.delete(connection.userId);
      signatures.delete(connection.userId);
    },
    size: () => all().length,
    close: async () => {
      timers.forEach((timer) => clearInterval(timer));
      all().forEach((connection) => connection.end());
      await listener.close();
    },
  };
};
