import { expect, test } from 'vitest';
import type { MomentView } from '#core/contract/moments.ts';
import { candidatesOf } from './moment-match.ts';
import { OTHER, topicOf } from './plan-choice.ts';
import { stepOf, trainingGoal } from './test-steps.ts';

const momentOf = (id: string, tags: readonly string[], trigger?: string): MomentView => ({
  id,
  client_event_id: `client-${id}`,
  client_revision: 1,
  occurred_at: '2026-03-02T10:00:00.000Z',
  local_date: '2026-03-02',
  valence: 'negative',
  intensity: 3,
  tags: [...tags],
  context: trigger === undefined ? {} : { trigger },
  notes: null,
  deleted_at: null,
  created_at: '2026-03-02T10:00:00.000Z',
  updated_at: '2026-03-02T10:00:00.000Z',
});

const moments = [
  momentOf('sleep', ['sleepy']),
  momentOf('plan', ['ran_off']),
  momentOf('said', [], 'other_dog'),
  momentOf('linked', ['ball']),
  momentOf('like-linked', ['ball']),
];

test('moments of the plan, those the words name, and those like the linked ones come first', () => {
  const goal = trainingGoal([], { title: 'Come when called' });
  const step = stepOf('a', { title: 'Past the other dog at 15 m' });
  expect(candidatesOf(moments, goal, step, ['linked']).map(({ moment, fits }) => [moment.id, fits])).toEqual([
    ['plan', true],
    ['said', true],
    ['linked', true],
    ['like-linked', true],
    ['sleep', false],
  ]);
});

test('a title chooses the plan its words speak for', () => {
  expect(topicOf('Come when called')).toBe('recall');
  expect(topicOf('Less barking at the door')).toBe('reactivity');
  expect(topicOf('Loose leash by summer')).toBe('loose_leash');
  expect(topicOf('Roll over')).toBe(OTHER);
});
