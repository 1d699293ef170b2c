import type { Logger } from './logger.ts';

/** Says that something failed; how often it is written is not the caller's concern. */
export type RareLog = (error: unknown, message: string) => void;

/**
 * A warning of which only the first of each period is written, with the number of those left out since the last one: a
 * server that is down for an hour is one line a minute.
 */
export const createRareLog = (logger: Logger, everyMs = 60_000): RareLog => {
  let quietUntil = -Infinity;
  let leftOut = 0;
  return (error, message) => {
    const now = performance.now();
    if (now < quietUntil) {
      leftOut += 1;
      return;
    }
    logger.warn({ err: error, ...(leftOut > 0 && { left_out: leftOut }) }, message);
    quietUntil = now + everyMs;
    leftOut = 0;
  };
};
