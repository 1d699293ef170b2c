/** Areas of a life that goals, habits and tasks belong to. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface CategoryColumns {
  readonly name?: string;
  readonly color?: string | null;
}

export interface CategoryOverview {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly goalCount: number;
  readonly habitCount: number;
  readonly taskCount: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const COUNTED = `select c.id, c.name, c.color, c.created_at as "createdAt", c.updated_at as "updatedAt",
    (select count(*) from goals g where g.category_id = c.id and g.status <> 'archived')::int as "goalCount",
    (select count(*) from habits h where h.category_id = c.id and h.archived_at is null)::int as "habitCount",
    (select count(*) from tasks t where t.category_id = c.id and t.archived_at is null)::int as "taskCount"
  from categories c where c.user_id = ?`;

export const createCategoryStore = (db: Queryable, userId: string) => ({
  /** By name; with what is in each that is not archived. */
  list: async (): Promise<readonly CategoryOverview[]> =>
    (await query<CategoryOverview>(db, `${COUNTED} order by lower(c.name)`, [userId])).rows,

  find: async (id: string): Promise<CategoryOverview | undefined> =>
    (await query<CategoryOverview>(db, `${COUNTED} and c.id = ?`, [userId, id])).rows[0],

  insert: async (category: { readonly id: string; readonly name: string; readonly color: string | null }) => {
    await db('categories').insert({ ...category, user_id: userId });
  },

  update: async (id: string, columns: CategoryColumns): Promise<void> => {
    if (Object.keys(columns).length > 0) await db('categories').where({ id, user_id: userId }).update(columns);
  },

  /** What was in it stays, without a category. Returns whether there was one. */
  delete: async (id: string): Promise<boolean> => (await db('categories').where({ id, user_id: userId }).delete()) > 0,
});
