/**
 * Does what is due (architecture 2, law 1): each piece in a transaction of its own under its user's lock, in which it is
 * also taken from the list. What fails stays there and comes again later.
 */
import type { Instant } from '#core/domain/event.ts';
import type { Clock } from '#infra/clock.ts';
import { isTransient } from '#infra/db/pg-errors.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Logger } from '#infra/logger.ts';
import type { DueRow } from '#infra/stores/due-queue-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { evaluateGoals } from '../goals/evaluate-goals.ts';
import { payRewards } from '../goals/pay-rewards.ts';
import { HABIT_DAY, turnDay } from '../habits/turn-day.ts';

export interface DueWorkDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
}

type Handler = (stores: UserStores, row: DueRow, now: Instant) => Promise<void>;

/** Pieces of one look at most. */
const MOST = 500;
const RETRY_MS = [10_000, 60_000, 600_000] as const;

const retryAt = (now: Instant, attempts: number): Instant =>
  new Date(Date.parse(now) + (RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)] ?? RETRY_MS[0])).toISOString();

export const createDueWork = ({ uow, clock, newId, logger }: DueWorkDeps) => {
  const handlers: Readonly<Record<string, Handler>> = {
    'goal.evaluate': async (stores, { payload }, now) => {
      const goals = await stores.evaluations.withChain(String(payload['goal_id']));
      await payRewards(stores, await evaluateGoals(stores, goals, new Map(), now), now, newId);
    },
    [HABIT_DAY]: (stores, { userId }, now) => turnDay(stores, userId, now),
  };

  const runOne = async (row: DueRow, now: Instant): Promise<boolean> => {
    try {
      return await uow.forUser(row.userId, async (stores) => {
        // Somebody else was faster, or it was planned for later meanwhile.
        if (!(await stores.due.take(row.key, now))) return false;
        await handlers[row.kind]?.(stores, row, now);
        return true;
      });
    } catch (error) {
      if (isTransient(error)) throw error;
      logger.error({ err: error, due: row.key }, 'due work failed; it comes again');
      const message = error instanceof Error ? error.message : String(error);
      await uow.system(({ dueQueue }) => dueQueue.failed(row.key, message, retryAt(now, row.attempts)));
      return false;
    }
  };

  return {
    /** Does all that is due now. @returns the users whose rows changed. @throws what the database does */
    run: async (): Promise<readonly string[]> => {
      const users = new Set<string>();
      for (;;) {
        const now = clock.now();
        const rows = await uow.readSystem(({ dueQueue }) => dueQueue.due(now, MOST));
        let done = 0;
        for (const row of rows) {
          if (!(await runOne(row, now))) continue;
          done += 1;
          users.add(row.userId);
        }
        if (rows.length < MOST || done === 0) return [...users];
      }
    },
  };
};
