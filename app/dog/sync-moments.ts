/**
 * Moments with the dog, as devices send them (spec 5.1): rows, their versions as raw facts and the counts of their days in
 * one transaction under the user's lock. Any call may come again, late, or beside another one.
 */
import { dailyMetrics } from '#core/domain/dog/daily-metrics.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { decideMoments, readItems, type MomentBatch, type MomentOutcome } from './moment-batch.ts';

export interface MomentSyncDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

/** Computes the counts of these days from their moments and stores them (spec 5.5). Under the user's lock. */
const recount = async (stores: UserStores, dates: readonly LocalDate[]): Promise<void> => {
  if (dates.length === 0) return;
  await stores.moments.writeMetrics(dates, dailyMetrics(await stores.momentView.counted(dates)));
};

const write = async (stores: UserStores, { writes, facts, dates }: MomentBatch): Promise<void> => {
  if (facts.length > 0) await stores.raw.append(facts);
  if (writes.length > 0) {
    await stores.moments.write(writes);
    await stores.moments.writeTags(writes);
  }
  await recount(stores, dates);
};

export const createMomentSync = ({ uow, clock, newId, doorbell }: MomentSyncDeps) => ({
  /** Takes items in turn, whatever they are; each has its own outcome, in their order, and a bad one never stops another. */
  sync: async (userId: string, items: readonly unknown[]): Promise<readonly MomentOutcome[]> => {
    const { outcomes, facts } = await uow.forUser(userId, async (stores) => {
      const now = clock.now();
      const read = readItems(items, now);
      const ids = new Set(read.flatMap((item) => ('status' in item ? [] : [item.clientEventId])));
      const stored = ids.size > 0 ? await stores.momentView.byClientIds([...ids]) : [];
      const batch = decideMoments(read, { stored, calendar: await stores.calendar.calendar(), now, newId });
      await write(stores, batch);
      return batch;
    });
    if (facts.length > 0) doorbell.ring();
    return outcomes;
  },
});
