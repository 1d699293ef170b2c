import { DomainError } from '#core/domain/errors.ts';

/** At most so many deliveries a minute for each connection: one that floods does not slow the others. */
export interface ConnectionLimit {
  /** @throws {DomainError} `rate_limited` */
  take(connectionId: string): void;
}

const PER_MINUTE = 3_000;
const MINUTE_MS = 60_000;

/** Counts in windows of a minute, in memory. Switched off it counts nothing. */
export const createConnectionLimit = (isOn: boolean): ConnectionLimit => {
  let windowStartMs = performance.now();
  let counts = new Map<string, number>();
  return {
    take: (connectionId) => {
      if (!isOn) return;
      const now = performance.now();
      if (now - windowStartMs >= MINUTE_MS) {
        windowStartMs = now;
        counts = new Map();
      }
      const count = (counts.get(connectionId) ?? 0) + 1;
      counts.set(connectionId, count);
      if (count <= PER_MINUTE) return;
      throw new DomainError('rate_limited', {
        detail: `A connection takes ${PER_MINUTE} deliveries a minute. Send the rest later: it will count.`,
        retryAfter: Math.max(1, Math.ceil((MINUTE_MS - (now - windowStartMs)) / 1000)),
      });
    },
  };
};
