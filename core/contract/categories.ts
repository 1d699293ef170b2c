/** Categories: areas of a life that goals, habits and tasks belong to (seed 004). */
import { z } from 'zod';
import { Id, IdParams, InstantString } from './common.ts';
import { endpoint } from './endpoint.ts';

const Name = z.string().trim().min(1).max(100).describe('Name, unique among your categories');
const Color = z
  .string()
  .regex(/^#[0-9A-Fa-f]{6}$/, 'A colour looks like #10b981')
  .describe('Colour, #RRGGBB');

const columns = {
  id: Id,
  name: z.string().describe('Name'),
  color: z.string().nullable().describe('Colour, #RRGGBB'),
  created_at: InstantString,
  updated_at: InstantString,
};
export const CategoryView = z
  .object({
    ...columns,
    goal_count: z.number().int().describe('Goals in it that are not archived'),
    habit_count: z.number().int().describe('Habits in it that are not archived'),
    task_count: z.number().int().describe('Tasks in it that are not archived'),
  })
  .meta({ id: 'Category' });
export type CategoryView = z.output<typeof CategoryView>;

export const listCategories = endpoint({
  id: 'listCategories',
  method: 'get',
  path: '/v1/categories',
  summary: 'Your categories by name, with how much is in each',
  tag: 'categories',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: z.object({ items: z.array(CategoryView).describe('All of them, by name') }),
});

export const createCategory = endpoint({
  id: 'createCategory',
  method: 'post',
  path: '/v1/categories',
  summary: 'Make a category',
  tag: 'categories',
  access: ['manage'],
  body: z.strictObject({ name: Name, color: Color.nullable().optional() }),
  status: 201,
  response: CategoryView,
});

export const updateCategory = endpoint({
  id: 'updateCategory',
  method: 'patch',
  path: '/v1/categories/:id',
  summary: 'Rename or recolour a category',
  tag: 'categories',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({ name: Name.optional(), color: Color.nullable().optional() }),
  status: 200,
  response: CategoryView,
});

export const deleteCategory = endpoint({
  id: 'deleteCategory',
  method: 'delete',
  path: '/v1/categories/:id',
  summary: 'Delete a category; what was in it stays, without a category',
  tag: 'categories',
  access: ['manage'],
  params: IdParams,
  status: 204,
});
