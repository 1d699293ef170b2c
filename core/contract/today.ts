/** All that is due today, in one answer (architecture 8). Tasks join with their issue. */
import { z } from 'zod';
import { DateString } from './common.ts';
import { endpoint } from './endpoint.ts';
import { GoalView } from './goals.ts';
import { CompletionView, HabitColumns, HabitStats } from './habits.ts';
import { StepView } from './steps.ts';

const TodayStep = StepView.extend({ goal_title: z.string().describe('Title of its goal') }).meta({ id: 'TodayStep' });

export const getToday = endpoint({
  id: 'getToday',
  method: 'get',
  path: '/v1/today',
  summary: 'What today asks: habits that are due, done or resting, and a training step, and goals that are on',
  tag: 'today',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: z
    .object({
      date: DateString.describe('Your today'),
      habits: z
        .array(
          z
            .object({
              habit: HabitColumns,
              stats: HabitStats,
              due: z.boolean().describe('Still to be done'),
              completions: z.array(CompletionView).describe('What was done of it today, latest first'),
            })
            .meta({ id: 'TodayHabit' }),
        )
        .describe('Oldest first; those that are neither asked for nor done today are left out'),
      step: TodayStep.nullable().describe('The step to train now, of the newest training goal that is active'),
      tasks: z.array(z.never()).describe('Tasks of today; none yet'),
      goals: z.array(GoalView).describe('Active goals, newest first'),
    })
    .meta({ id: 'Today' }),
});
