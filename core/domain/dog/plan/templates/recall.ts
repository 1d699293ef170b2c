/** Come when called: a template of spec 5.7, word for word. */
import type { PlanTemplate } from '../plan.ts';

export const recall: PlanTemplate = {
  title: 'Come when called',
  matches: ['recall', 'not_coming', 'ran_off', 'ignored_call'],
  steps: [
    {
      title: 'Cue at 1 m, indoors',
      details: 'Say the cue once, treat at your feet. Never call for something the dog dislikes.',
      successCriteria: '4 of 5: turns within two seconds and arrives',
      estimatedMinutes: 3,
      raises: null,
      levels: [0, 0, 0],
    },
    {
      title: 'Cue at 3 m, indoors',
      details: 'Run two steps backwards to invite the chase.',
      successCriteria: '4 of 5 arrivals on one cue',
      estimatedMinutes: 3,
      raises: 'distance',
      levels: [1, 0, 0],
    },
    {
      title: 'Cue from another room',
      details: 'Out of sight. Several treats one after another on arrival.',
      successCriteria: '4 of 5 arrivals on one cue',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [2, 0, 0],
    },
    {
      title: 'Yard on a long line, 3 m',
      details: 'The line is only for safety, do not pull the dog in.',
      successCriteria: '4 of 5 arrivals on one cue',
      estimatedMinutes: 5,
      raises: 'distraction',
      levels: [1, 0, 1],
    },
    {
      title: 'Yard on a long line, 10 m',
      details: 'Reward, then release to go and sniff again.',
      successCriteria: '4 of 5 arrivals on one cue',
      estimatedMinutes: 8,
      raises: 'distance',
      levels: [3, 0, 1],
    },
    {
      title: 'Yard, after five minutes of free sniffing',
      details: 'Same 10 m, but the dog is busy when you call.',
      successCriteria: '4 of 5 arrivals on one cue',
      estimatedMinutes: 12,
      raises: 'duration',
      levels: [3, 1, 1],
    },
    {
      title: 'Quiet park on a long line, 5 m',
      details: 'New place, shorter distance, best treats.',
      successCriteria: '4 of 5 arrivals on one cue',
      estimatedMinutes: 12,
      raises: 'distraction',
      levels: [2, 1, 2],
    },
  ],
};
