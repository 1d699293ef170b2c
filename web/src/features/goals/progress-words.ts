/** How far a goal is, in words (DESIGN.md, Voice: never "failed", never "behind"). Pure; Home reads it, too. */
import type { GoalView } from '#core/contract/goals.ts';
import type { StepView } from '#core/contract/steps.ts';
import { plain, withUnit } from '../../ui/decimal.ts';
import { farDateOf } from '../../ui/far-date.ts';
import { shareOfSteps } from '../training/step-share.ts';
import { stateOf, type GoalState } from './goal-state.ts';
import { nowWords, valueWords } from './period-words.ts';

export const stateWords: Readonly<Record<GoalState, string>> = {
  active: 'Active',
  draft: 'Not begun',
  locked: 'Comes next',
  completed: 'Reached',
  paused: 'Paused',
  over: 'Over',
  archived: 'In the archive',
};

/** `2 of 7 steps`; skipped ones are asked no more. */
const stepsWords = (steps: readonly StepView[]): string => {
  const { done, all } = shareOfSteps(steps);
  return all === 0 ? 'No steps yet' : `${done} of ${all} ${all === 1 ? 'step' : 'steps'}`;
};

/** The number of a goal: `2 of 3 this week`, `2,250 of 5,000 €`, `23 days`. `unit`: of its tracker, if that is known. */
export const numberWords = (goal: GoalView, unit: string | null = goal.unit): string => {
  const { rule, progress, target, steps } = goal;
  if (goal.kind === 'training') return stepsWords(steps ?? []);
  if (!rule) {
    const now = progress.current_value ?? '0';
    const goalValue = target?.target_value ?? null;
    return goalValue === null ? withUnit(now, unit) : `${plain(now)} of ${withUnit(goalValue, unit)}`;
  }
  if (progress.period === null) return 'Nothing yet';
  const says = valueWords(rule, progress.period, unit);
  const isOpen = progress.period.status === 'open' && rule.interval_unit !== null;
  return isOpen && progress.period.value !== null ? `${says} ${nowWords(rule)}` : says;
};

/** Pace of a goal with a target, kindly: what is needed, or that all is well. `null`: there is nothing to say. */
export const paceWords = (
  { progress: { pace }, target_date: deadline, unit }: GoalView,
  today: string,
): string | null => {
  if (pace === null) return null;
  const needed = pace.needed_per_day === null ? '' : withUnit(pace.needed_per_day, unit);
  const inTime = deadline === null ? '' : ` by ${farDateOf(deadline, today)}`;
  switch (pace.state) {
    case 'completed':
      return 'Reached';
    case 'ahead':
      return 'Ahead of an even pace';
    case 'on_track':
      return 'On track';
    case 'behind':
      return pace.days_left === 1 ? `${needed} today would do it` : `${needed} a day would do it${inTime}`;
    case 'no_data':
      return needed === '' ? 'Ready for its first step' : `${needed} a day would do it${inTime}`;
    case 'open_ended':
      return 'It takes the time it takes';
    case 'overdue':
      return 'Its date has passed. It still counts, and a new date is one tap away';
  }
};

/** Both forecasts, each with what it is made from. Empty when there is nothing to go by. */
export const forecastWords = ({ progress: { pace }, unit }: GoalView, today: string): readonly string[] => {
  if (pace === null || pace.state === 'completed') return [];
  const aDay = (rate: string) => `${withUnit(Number(rate).toFixed(2), unit)} a day`;
  const average = pace.avg_per_day === null ? '' : ` of ${aDay(pace.avg_per_day)}`;
  const usual = pace.slope === null ? '' : `, ${aDay(pace.slope)}`;
  return [
    ...(pace.linear_date === null ? [] : [`At your average${average}: ${farDateOf(pace.linear_date, today)}.`]),
    ...(pace.usual_pace_date === null
      ? []
      : [`At your usual pace${usual}: ${farDateOf(pace.usual_pace_date, today)}.`]),
  ];
};

/** One line below the title: its state where that is not the ordinary one, else its pace. `null`: the number says it all. */
export const sideWords = (goal: GoalView, nowMs: number, today: string): string | null => {
  const state = stateOf(goal, nowMs);
  if (state !== 'active') return stateWords[state];
  return paceWords(goal, today);
};
