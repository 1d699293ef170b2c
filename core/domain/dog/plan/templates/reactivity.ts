/** Stay calm when a trigger appears: a template of spec 5.7, word for word. */
import type { PlanTemplate } from '../plan.ts';
import { SAFETY_SENTENCE } from '../safety-sentence.ts';

export const reactivity: PlanTemplate = {
  title: 'Stay calm when a trigger appears',
  matches: ['reactivity', 'barking', 'lunging', 'growling', 'reactive'],
  steps: [
    {
      title: 'Mark the look at a safe distance',
      details:
        'Still trigger at 30 m or wherever your dog can eat and stay loose. Mark the moment of the look, treat when the dog turns to you. If the dog cannot eat or turn, you are too close.',
      successCriteria: '4 of 5 looks followed by a turn to you',
      estimatedMinutes: 5,
      raises: null,
      levels: [0, 0, 0],
    },
    {
      title: 'Wait for the dog to look away',
      details: 'Same distance. Wait up to three seconds, mark the look away.',
      successCriteria: '4 of 5 look-aways without help',
      estimatedMinutes: 5,
      raises: 'duration',
      levels: [0, 1, 0],
    },
    {
      title: 'Same game at 20 m',
      details: 'Still trigger, closer. Go back if the body stiffens.',
      successCriteria: '4 of 5 look-aways without help',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [1, 1, 0],
    },
    {
      title: 'Moving trigger at 30 m',
      details: 'Movement is harder, so take the extra distance back.',
      successCriteria: '4 of 5 look-aways without help',
      estimatedMinutes: 5,
      raises: 'distraction',
      levels: [0, 1, 1],
    },
    {
      title: 'Moving trigger at 20 m',
      details: 'Keep sessions to five minutes, then walk away.',
      successCriteria: '4 of 5 look-aways without help',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [1, 1, 1],
    },
    {
      title: 'Stay ten seconds at 20 m',
      details: 'Treat every two seconds at first, then every five.',
      successCriteria: '4 of 5 ten-second stays with a loose body',
      estimatedMinutes: 8,
      raises: 'duration',
      levels: [1, 2, 1],
    },
    {
      title: 'Pass at 10 m and leave',
      details: `Walk a curve, not straight at the trigger. ${SAFETY_SENTENCE}`,
      successCriteria: '4 of 5 passes without barking or lunging',
      estimatedMinutes: 10,
      raises: 'distance',
      levels: [2, 1, 1],
    },
  ],
};
