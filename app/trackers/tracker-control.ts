/** Trackers as their owner defines them (seed 001). */
import { DomainError } from '#core/domain/errors.ts';
import { titleNorm } from '#core/domain/text/title-norm.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { ValueKind } from '#infra/stores/tracker-store.ts';
import type { TrackerOverview } from '#infra/views/tracker-view.ts';

export interface TrackerControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface TrackerChanges {
  readonly name?: string | undefined;
  readonly unit?: string | null | undefined;
  readonly sourceKey?: string | null | undefined;
  readonly archived?: boolean | undefined;
}

/** @throws {DomainError} `not_found` */
export const findTracker = async (
  { trackerView }: Pick<UserStores, 'trackerView'>,
  id: string,
): Promise<TrackerOverview> => {
  const tracker = await trackerView.find(id);
  if (!tracker) throw new DomainError('not_found', { detail: 'There is no such tracker.' });
  return tracker;
};

export const createTrackerControl = ({ uow, clock, newId }: TrackerControlDeps) => ({
  /** @throws {DomainError} `name_taken`, `source_taken` */
  create: (
    userId: string,
    input: {
      readonly name: string;
      readonly unit: string | null;
      readonly valueKind: ValueKind;
      readonly sourceKey: string | null;
    },
  ): Promise<TrackerOverview> =>
    uow.forUser(userId, async (stores) => {
      const id = newId();
      await stores.trackers.insert({ id, ...input, nameNorm: titleNorm(input.name) });
      return findTracker(stores, id);
    }),

  /** @throws {DomainError} as `create`, and `not_found` */
  change: (userId: string, id: string, changes: TrackerChanges): Promise<TrackerOverview> =>
    uow.forUser(userId, async (stores) => {
      await findTracker(stores, id);
      const { name, unit, sourceKey, archived } = changes;
      await stores.trackers.update(id, {
        ...(name !== undefined && { name, name_norm: titleNorm(name) }),
        ...(unit !== undefined && { unit }),
        ...(sourceKey !== undefined && { source_key: sourceKey }),
        ...(archived !== undefined && { archived_at: archived ? clock.now() : null }),
      });
      return findTracker(stores, id);
    }),
});
