/** How often one user or one address may call (api.md, small print). Kept in memory, one count for each process. */
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '#core/domain/errors.ts';

export interface RateLimit {
  /** Counts one call and tells it in the `RateLimit` headers. @throws {DomainError} `rate_limited` */
  take(key: string, response?: Response): Promise<void>;
  /** Forgets a key, after a success that shows it was no attack. */
  forgive(key: string): Promise<void>;
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** `points` calls in `perSeconds`. Switched off it counts nothing. */
export const createRateLimit = (
  options: {
    readonly points: number;
    readonly perSeconds: number;
    readonly blockSeconds?: number;
    readonly detail: string;
  },
  isOn: boolean,
): RateLimit => {
  const limiter = new RateLimiterMemory({
    points: options.points,
    duration: options.perSeconds,
    ...(options.blockSeconds !== undefined && { blockDuration: options.blockSeconds }),
  });
  const tell = (response: Response | undefined, left: number, resetMs: number): void => {
    response?.setHeader('RateLimit-Policy', `"default";q=${options.points};w=${options.perSeconds}`);
    response?.setHeader('RateLimit', `"default";r=${left};t=${seconds(resetMs)}`);
  };
  return {
    take: async (key, response) => {
      if (!isOn) return;
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key);
        tell(response, remainingPoints, msBeforeNext);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        tell(response, 0, refusal.msBeforeNext);
        throw new DomainError('rate_limited', { detail: options.detail, retryAfter: seconds(refusal.msBeforeNext) });
      }
    },
    forgive: async (key) => {
      await limiter.delete(key);
    },
  };
};
