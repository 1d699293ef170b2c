/** The text of a version never changes: runs in `ai_runs` name it. A new text is a new file with a new version. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dailyCoachV1 } from './daily-coach.v1.ts';
import { goalBreakdownV1 } from './goal-breakdown.v1.ts';
import type { Prompt } from './prompt.ts';
import { stepRefinementV1 } from './step-refinement.v1.ts';

const none = { notes: [], faults: [], triggers: [], tags: [] };
const v1: readonly Prompt[] = [
  goalBreakdownV1({
    ...{ goal: { title: 'Sit', description: null }, bestCalmDistanceM: null, usualRecoverySeconds: null },
    ...none,
  }),
  stepRefinementV1({
    goalTitle: 'Sit',
    step: {
      ...{ title: 'Sit', details: null, successCriteria: null, estimatedMinutes: null },
      ...{ raises: null, levels: null },
    },
    attempts: { pass: 0, needsWork: 0, neutral: 0 },
    ...none,
  }),
  dailyCoachV1({
    ...{ days: [], bestCalmDistanceM: { lastWeek: null, weekBefore: null }, recovery: null, step: null },
    ...none,
  }),
];

const print = ({ system, user }: Prompt): string =>
  createHash('sha256').update(`${system}\n${user}`).digest('hex').slice(0, 16);

test('version 1 reads as it was released', () => {
  expect(Object.fromEntries(v1.map((prompt) => [prompt.version, print(prompt)]))).toMatchInlineSnapshot(`
    {
      "daily-coach.v1": "86f05130c75a469c",
      "goal-breakdown.v1": "fd2f7ddde8c02d15",
      "step-refinement.v1": "905d17b996e47c68",
    }
  `);
});
