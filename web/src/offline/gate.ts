/** Whether anything of a user may be sent now. It is kept in the store, so that every tab and every start heeds it. */
import type { Answer } from './answer.ts';
import { backoffMs } from './backoff.ts';

export interface Gate {
  readonly userId: string;
  /** Why it is closed, or was last. */
  readonly cause: 'none' | 'unreachable' | 'later' | 'signedOut';
  /** Requests in a row that came to nothing. */
  readonly failures: number;
  /** When it was closed, in epoch milliseconds by the device. */
  readonly closedAt: number;
  /** When it opens, as `closedAt`; 0: open. `null`: closed until the user signs in. */
  readonly openAt: number | null;
}

/** What may wake the queue. */
export type WakeReason = 'enqueued' | 'told' | 'timer' | 'online' | 'focus' | 'visible' | 'retry' | 'signedIn';

export const openGate = (userId: string): Gate => ({ userId, cause: 'none', failures: 0, closedAt: 0, openAt: 0 });

/** A gate that would have been closed only later was closed by a clock that has been put back since. */
export const isOpen = ({ closedAt, openAt }: Gate, now: number): boolean =>
  openAt !== null && (openAt <= now || now < closedAt);

/** The gate after an answer. `now`: epoch milliseconds by the device; `random`: in [0, 1). */
export const gateAfter = (gate: Gate, answer: Answer, now: number, random: number): Gate => {
  const failures = gate.failures + 1;
  const closed = { ...gate, closedAt: now };
  switch (answer.kind) {
    case 'results':
    case 'refused':
      return openGate(gate.userId);
    case 'signedOut':
      return { ...closed, cause: 'signedOut', openAt: null };
    case 'later':
      if (answer.afterMs !== null) return { ...closed, cause: 'later', openAt: now + answer.afterMs };
      return { ...closed, cause: 'later', failures, openAt: now + backoffMs(failures, random) };
    case 'unreachable':
      return { ...closed, cause: 'unreachable', failures, openAt: now + backoffMs(failures, random) };
  }
};

/** Reasons to believe that the network is back, or that the user wants to see it tried. */
const HOPEFUL: ReadonlySet<WakeReason> = new Set(['online', 'focus', 'visible', 'retry', 'signedIn']);

/** The gate when something wakes the queue. What the server asked for is waited for all the same. */
export const gateWoken = (gate: Gate, reason: WakeReason): Gate => {
  if (gate.cause === 'signedOut') return reason === 'signedIn' ? openGate(gate.userId) : gate;
  return gate.cause === 'unreachable' && HOPEFUL.has(reason) ? { ...gate, openAt: 0 } : gate;
};
