/** Chains of goals, made, renamed and dissolved. A goal joins or leaves one by a change of its own (`goal-control.ts`). */
import { DomainError } from '#core/domain/errors.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GroupOverview } from '#infra/views/goal-view.ts';
import { computeGoals } from './compute-goals.ts';
import type { GoalControlDeps } from './goal-control.ts';

const findGroup = async ({ goalView }: Pick<UserStores, 'goalView'>, id: string): Promise<GroupOverview> => {
  const group = await goalView.findGroup(id);
  if (!group) throw new DomainError('not_found', { detail: 'There is no such chain.' });
  return group;
};

export const createGroupControl = ({ uow, clock, newId, doorbell }: GoalControlDeps) => ({
  create: async (userId: string, title: string): Promise<GroupOverview> => {
    const group = { id: newId(), title, createdAt: clock.now() };
    await uow.forUser(userId, ({ goals }) => goals.insertGroup(group));
    return { ...group, updatedAt: group.createdAt };
  },

  /** @throws {DomainError} `not_found` */
  rename: (userId: string, id: string, title: string): Promise<GroupOverview> =>
    uow.forUser(userId, async (stores) => {
      await findGroup(stores, id);
      await stores.goals.renameGroup(id, title);
      return findGroup(stores, id);
    }),

  /** Its goals stand alone from now on and are judged as such. @throws {DomainError} `not_found` */
  dissolve: async (userId: string, id: string): Promise<void> => {
    await uow.forUser(userId, async (stores) => {
      await findGroup(stores, id);
      const members = await stores.goalView.ofGroups([id]);
      await stores.goals.deleteGroup(id);
      await stores.evaluations.forget(members.map((goal) => goal.id));
      const judged = members.filter(({ status }) => status !== 'archived').map((goal) => goal.id);
      await computeGoals(stores, judged, { now: clock.now(), newId });
    });
    doorbell.ring();
  },
});
