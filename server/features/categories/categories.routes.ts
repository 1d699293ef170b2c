import type { Router } from 'express';
import {
  createCategory,
  deleteCategory,
  listCategories,
  updateCategory,
  type CategoryView,
} from '#core/contract/categories.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { CategoryOverview } from '#infra/stores/category-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { route, type RouteKit } from '../../http/route.ts';

const view = (row: CategoryOverview): CategoryView => ({
  id: row.id,
  name: row.name,
  color: row.color,
  goal_count: row.goalCount,
  habit_count: row.habitCount,
  task_count: row.taskCount,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

const found = async ({ categories }: UserStores, id: string): Promise<CategoryView> => {
  const category = await categories.find(id);
  if (!category) throw new DomainError('not_found', { detail: 'There is no such category.' });
  return view(category);
};

export const mountCategories = (router: Router, kit: RouteKit): void => {
  const { uow, newId } = kit.deps;

  route(
    router,
    kit,
    listCategories,
  )(async ({ user }) => ({ items: (await uow.readUser(user.id, ({ categories }) => categories.list())).map(view) }));

  route(
    router,
    kit,
    createCategory,
  )(({ user, body, location }) =>
    uow.forUser(user.id, async (stores) => {
      const id = newId();
      await stores.categories.insert({ id, name: body.name, color: body.color ?? null });
      location(`/v1/categories/${id}`);
      return found(stores, id);
    }),
  );

  route(
    router,
    kit,
    updateCategory,
  )(({ user, params, body: { name, color } }) =>
    uow.forUser(user.id, async (stores) => {
      const columns = { ...(name !== undefined && { name }), ...(color !== undefined && { color }) };
      await stores.categories.update(params.id, columns);
      return found(stores, params.id);
    }),
  );

  route(
    router,
    kit,
    deleteCategory,
  )(async ({ user, params }) => {
    const wasThere = await uow.forUser(user.id, ({ categories }) => categories.delete(params.id));
    if (!wasThere) throw new DomainError('not_found', { detail: 'There is no such category.' });
    return undefined;
  });
};
