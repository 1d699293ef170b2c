/** Instants as text outside and as epoch milliseconds inside, where they are compared and reckoned with. */
import type { Instant } from '../event.ts';

export const ms = (at: Instant): number => Date.parse(at);
export const instant = (at: number): Instant => new Date(at).toISOString();
