import { expect, test } from 'vitest';
import { colours, insideWords } from './category-words.ts';

const category = { id: '1', name: 'Health', color: null, created_at: '', updated_at: '' };

test('what is in a category is counted in words', () => {
  expect(insideWords({ ...category, goal_count: 2, habit_count: 1, task_count: 0 })).toBe('2 goals, 1 habit');
  expect(insideWords({ ...category, goal_count: 0, habit_count: 0, task_count: 0 })).toBe('Nothing in it yet');
});

test('every colour is one the API takes', () => {
  for (const { value } of colours) expect(value).toMatch(/^#[0-9a-f]{6}$/);
});
