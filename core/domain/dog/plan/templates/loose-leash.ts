/** Walk on a loose leash: a template of spec 5.7, word for word. */
import type { PlanTemplate } from '../plan.ts';

export const looseLeash: PlanTemplate = {
  title: 'Walk on a loose leash',
  matches: ['pulling', 'pull', 'leash_pulling', 'lunging_forward', 'loose_leash'],
  steps: [
    {
      title: 'Stand still with a slack leash, indoors',
      details: 'Leash on, no walking. Treat at your leg seam every time the leash is slack.',
      successCriteria: '4 of 5 ten-second holds with a slack leash',
      estimatedMinutes: 3,
      raises: null,
      levels: [0, 0, 0],
    },
    {
      title: 'Three steps indoors',
      details: 'Walk three steps, treat at your leg, stop. If the leash tightens, stand still until it is slack.',
      successCriteria: '4 of 5 three-step walks without a tight leash',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [1, 0, 0],
    },
    {
      title: 'Ten steps indoors with one turn',
      details: 'Add a turn half way. Treat after the turn and at the end.',
      successCriteria: '4 of 5 ten-step walks without a tight leash',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [2, 0, 0],
    },
    {
      title: 'Three steps in the yard or driveway',
      details: 'New place, so go back to three steps.',
      successCriteria: '4 of 5 three-step walks without a tight leash',
      estimatedMinutes: 5,
      raises: 'distraction',
      levels: [1, 0, 1],
    },
    {
      title: 'Twenty steps in the yard or driveway',
      details: 'Treat every five steps, then every ten.',
      successCriteria: '4 of 5 twenty-step walks without a tight leash',
      estimatedMinutes: 8,
      raises: 'distance',
      levels: [3, 0, 1],
    },
    {
      title: 'Five minutes on a quiet street',
      details: 'Quiet hour, no dogs in sight. Sniff breaks on a slack leash are part of the reward.',
      successCriteria: 'At most one tight leash in five minutes',
      estimatedMinutes: 10,
      raises: 'duration',
      levels: [3, 1, 1],
    },
    {
      title: 'Five minutes with one mild distraction at 15 m or more',
      details: 'Turn away before the leash tightens. Treat for every look back at you.',
      successCriteria: 'At most one tight leash in five minutes',
      estimatedMinutes: 10,
      raises: 'distraction',
      levels: [2, 1, 2],
    },
    {
      title: 'Twenty-minute everyday walk',
      details: 'Your normal route, with sniff breaks.',
      successCriteria: 'At most three tight leashes in twenty minutes',
      estimatedMinutes: 20,
      raises: 'duration',
      levels: [2, 2, 2],
    },
  ],
};
