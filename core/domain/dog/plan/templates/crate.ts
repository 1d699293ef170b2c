/** Rest calmly in the crate: a template of spec 5.7, word for word. */
import type { PlanTemplate } from '../plan.ts';
import { SAFETY_SENTENCE } from '../safety-sentence.ts';

export const crate: PlanTemplate = {
  title: 'Rest calmly in the crate',
  matches: ['crate', 'crate_whining', 'crate_barking', 'separation'],
  steps: [
    {
      title: 'Walks in by itself',
      details: 'Door open and tied back. Toss treats in, let the dog come out freely.',
      successCriteria: '4 of 5 entries without luring',
      estimatedMinutes: 3,
      raises: null,
      levels: [0, 0, 0],
    },
    {
      title: 'Two minutes inside, door open',
      details: 'Meal or chew inside.',
      successCriteria: '4 of 5 two-minute rests',
      estimatedMinutes: 10,
      raises: 'duration',
      levels: [0, 1, 0],
    },
    {
      title: 'Door closed for ten seconds',
      details: 'Open again before the dog asks. You stay beside the crate.',
      successCriteria: '4 of 5 closings with a relaxed dog',
      estimatedMinutes: 5,
      raises: 'distraction',
      levels: [0, 0, 1],
    },
    {
      title: 'Door closed for five minutes, you nearby',
      details: 'Chew inside, you read next to it.',
      successCriteria: '4 of 5 rests without whining',
      estimatedMinutes: 10,
      raises: 'duration',
      levels: [0, 2, 1],
    },
    {
      title: 'Out of sight for one minute',
      details: 'Return while it is quiet.',
      successCriteria: '4 of 5 returns to a quiet dog',
      estimatedMinutes: 8,
      raises: 'distance',
      levels: [1, 1, 1],
    },
    {
      title: 'Out of sight for ten minutes',
      details: 'Different rooms. Listen from outside the door.',
      successCriteria: '4 of 5 returns to a quiet dog',
      estimatedMinutes: 15,
      raises: 'duration',
      levels: [1, 3, 1],
    },
    {
      title: 'Thirty minutes alone',
      details: `After exercise and a toilet break. Panic is not stubbornness. ${SAFETY_SENTENCE}`,
      successCriteria: '3 of 3 returns to a quiet dog',
      estimatedMinutes: 30,
      raises: 'duration',
      levels: [1, 4, 1],
    },
  ],
};
