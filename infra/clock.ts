import type { Instant } from '#core/domain/event.ts';

/** The only place that reads the wall clock. Tests pass their own. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
