/** What the Categories page says (DESIGN.md, Voice), and the colours a category may have. */
import type { CategoryView } from '#core/contract/categories.ts';

/** Of the palette, in the tone that shows on both themes. */
export const colours: readonly { readonly name: string; readonly value: string }[] = [
  { name: 'Pine', value: '#22806a' },
  { name: 'Moss', value: '#5b9a3c' },
  { name: 'Sky', value: '#3f86b5' },
  { name: 'Plum', value: '#8f5aa0' },
  { name: 'Coral', value: '#d0573a' },
  { name: 'Honey', value: '#da962b' },
  { name: 'Bark', value: '#7a5c48' },
];

const counted = (n: number, one: string, many: string): string[] =>
  n === 0 ? [] : [n === 1 ? `1 ${one}` : `${n} ${many}`];

/** `2 goals, 1 habit` */
export const insideWords = ({ goal_count, habit_count, task_count }: CategoryView): string => {
  const parts = [
    ...counted(goal_count, 'goal', 'goals'),
    ...counted(habit_count, 'habit', 'habits'),
    ...counted(task_count, 'task', 'tasks'),
  ];
  return parts.length === 0 ? 'Nothing in it yet' : parts.join(', ');
};

export const categoryWords = {
  title: 'Categories',
  back: 'All goals',
  intro: 'Areas of your life, such as Health or Work. Goals, habits and tasks can belong to one.',
  add: 'New category',
  edit: 'Edit category',
  none: 'No categories yet. They are there when a list grows long.',
  first: 'Make the first one',
  failed: 'Your categories cannot be read now. They are safe on your server.',
  name: 'Name',
  nameExample: 'Health',
  colour: 'Colour',
  noColour: 'No colour',
  ownColour: (value: string) => `As it is, ${value}`,
  make: 'Make the category',
  save: 'Save category',
  change: 'Edit',
  changeOne: (name: string) => `Edit ${name}`,
  remove: 'Delete…',
  removeAsk: (name: string) => `${name} goes. What is in it stays, without a category.`,
  removeNow: 'Delete it',
  keep: 'Keep it',
} as const;
