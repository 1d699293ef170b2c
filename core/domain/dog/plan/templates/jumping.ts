/** Greet with four paws on the floor: a template of spec 5.7, word for word. */
import type { PlanTemplate } from '../plan.ts';

export const jumping: PlanTemplate = {
  title: 'Greet with four paws on the floor',
  matches: ['jumping', 'jumping_up', 'mouthing_guests'],
  steps: [
    {
      title: 'Four paws pay',
      details: 'You stand still. Drop treats on the floor while all paws are down.',
      successCriteria: '4 of 5 five-second spells with four paws down',
      estimatedMinutes: 3,
      raises: null,
      levels: [0, 0, 0],
    },
    {
      title: 'Four paws for ten seconds',
      details: 'Treat low and often, then less often.',
      successCriteria: '4 of 5 ten-second spells',
      estimatedMinutes: 3,
      raises: 'duration',
      levels: [0, 1, 0],
    },
    {
      title: 'You walk up from 3 m',
      details: 'If paws leave the floor, turn away, wait two seconds, start again.',
      successCriteria: '4 of 5 approaches with four paws down',
      estimatedMinutes: 5,
      raises: 'distance',
      levels: [1, 1, 0],
    },
    {
      title: 'You walk up fast and talk',
      details: 'Same 3 m, only a short hello.',
      successCriteria: '4 of 5 approaches with four paws down',
      estimatedMinutes: 5,
      raises: 'distraction',
      levels: [1, 0, 1],
    },
    {
      title: 'A helper the dog knows walks up',
      details: 'Dog on leash or behind a gate. Helper leaves if paws lift.',
      successCriteria: '4 of 5 approaches with four paws down',
      estimatedMinutes: 8,
      raises: 'distraction',
      levels: [1, 0, 2],
    },
    {
      title: 'Ten seconds of petting',
      details: 'Petting stops when paws lift, starts again when they are down.',
      successCriteria: '4 of 5 greetings',
      estimatedMinutes: 8,
      raises: 'duration',
      levels: [1, 1, 2],
    },
    {
      title: 'A visitor at the door',
      details: 'Leash on, treats ready by the door.',
      successCriteria: '4 of 5 arrivals with four paws down',
      estimatedMinutes: 10,
      raises: 'distraction',
      levels: [0, 1, 3],
    },
  ],
};
