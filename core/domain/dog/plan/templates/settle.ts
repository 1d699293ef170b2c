/** Settle on a mat: a template of spec 5.7, word for word. */
import type { PlanTemplate } from '../plan.ts';

export const settle: PlanTemplate = {
  title: 'Settle on a mat',
  matches: ['settle', 'restless', 'pacing', 'whining', 'demand_barking'],
  steps: [
    {
      title: 'Five seconds on the mat',
      details: 'Treat on the mat, not from your hand in the air.',
      successCriteria: '4 of 5 five-second downs',
      estimatedMinutes: 3,
      raises: null,
      levels: [0, 0, 0],
    },
    {
      title: 'Thirty seconds on the mat',
      details: 'Treat every five to ten seconds, then release with a word.',
      successCriteria: '4 of 5 thirty-second stays',
      estimatedMinutes: 5,
      raises: 'duration',
      levels: [0, 1, 0],
    },
    {
      title: 'Two minutes on the mat',
      details: 'Slow, calm treats. Reward a hip tilt, a sigh, a lowered head.',
      successCriteria: '4 of 5 two-minute stays',
      estimatedMinutes: 12,
      raises: 'duration',
      levels: [0, 2, 0],
    },
    {
      title: 'You walk three steps away and return',
      details: 'Thirty seconds only. Pay when you are back at the mat.',
      successCriteria: '4 of 5 stays',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [1, 1, 0],
    },
    {
      title: 'A household noise happens',
      details: 'You sit next to the mat: cupboard door, knock on the table.',
      successCriteria: '4 of 5 stays of thirty seconds',
      estimatedMinutes: 5,
      raises: 'distraction',
      levels: [0, 1, 1],
    },
    {
      title: 'Ten minutes during a meal',
      details: 'You are at the table next to the mat. A chew is allowed.',
      successCriteria: 'Ten minutes with at most one return to the mat',
      estimatedMinutes: 10,
      raises: 'duration',
      levels: [0, 3, 1],
    },
    {
      title: 'Five minutes with a visitor in the room',
      details: 'The visitor sits and ignores the dog.',
      successCriteria: 'Five minutes with at most one return to the mat',
      estimatedMinutes: 8,
      raises: 'distraction',
      levels: [0, 2, 2],
    },
  ],
};
