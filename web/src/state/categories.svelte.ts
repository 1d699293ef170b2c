/** Categories: areas of a life that goals, habits and tasks belong to. */
import {
  createCategory,
  deleteCategory,
  listCategories,
  updateCategory,
  type CategoryView,
} from '#core/contract/categories.ts';
import type { CallOf } from '#core/contract/endpoint.ts';
import { call } from '../api/call.ts';
import { session } from './session.svelte.ts';

const createCategories = () => {
  let categories = $state.raw<readonly CategoryView[]>([]);
  let status = $state<'loading' | 'here'>('loading');
  const byName = (list: readonly CategoryView[]) => list.toSorted((a, b) => a.name.localeCompare(b.name));
  const without = (id: string) => categories.filter((one) => one.id !== id);

  /** Somebody else may sign in next. Done here, so that Home need not load this file. */
  const clear = (): void => {
    categories = [];
    status = 'loading';
  };
  $effect.root(() => {
    $effect(() => {
      if (session.status !== 'signed-in') clear();
    });
  });

  return {
    /** By name. */
    get categories() {
      return categories;
    },
    get status() {
      return status;
    },
    find: (id: string | null): CategoryView | undefined => categories.find((one) => one.id === id),
    load: async (): Promise<void> => {
      categories = (await call(listCategories)).items;
      status = 'here';
    },
    create: async (body: CallOf<typeof createCategory>['body']): Promise<void> => {
      const made = await call(createCategory, { body });
      categories = byName([...categories, made]);
    },
    change: async (id: string, body: NonNullable<CallOf<typeof updateCategory>['body']>): Promise<void> => {
      const changed = await call(updateCategory, { params: { id }, body });
      categories = byName([...without(id), changed]);
    },
    remove: async (id: string): Promise<void> => {
      await call(deleteCategory, { params: { id } });
      categories = without(id);
    },
  };
};

export const categoryState = createCategories();
