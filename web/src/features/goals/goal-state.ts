/** What a goal is now, in one word, and how much of it is there. Pure; Home reads it, too. */
import type { EvaluationView, GoalView, RuleView } from '#core/contract/goals.ts';
import { shareOfSteps } from '../training/step-share.ts';

/** `draft`: it is not begun. `over`: its time has passed. `locked`: it waits in a chain for the one before it. */
export type GoalState = 'active' | 'draft' | 'locked' | 'completed' | 'paused' | 'over' | 'archived';

const isPast = (instant: string | null | undefined, nowMs: number) => instant != null && Date.parse(instant) <= nowMs;

export const stateOf = ({ status, rule, progress }: GoalView, nowMs: number): GoalState => {
  if (status !== 'active') return status;
  switch (progress.chain_state) {
    case 'completed':
      return 'completed';
    case 'expired':
      return 'over';
    case 'locked':
      return 'locked';
    default:
      return isPast(rule?.ends_at, nowMs) ? 'over' : 'active';
  }
};

/** A limit: less is better, and nothing at all is best. */
export const isLimit = ({ measure_type, direction }: Pick<RuleView, 'measure_type' | 'direction'>): boolean =>
  measure_type === 'frequency' && direction === 'down';

/** Of a period, from 0 to 1: how much of it is done; of a limit, how much of it is used. */
export const shareOfPeriod = (rule: RuleView, period: Pick<EvaluationView, 'value' | 'progress'> | null): number => {
  if (period === null) return 0;
  const share = isLimit(rule) ? Number(period.value ?? 0) / (rule.frequency ?? 1) : Number(period.progress);
  return Math.min(1, Math.max(0, share));
};

/** From 0 to 1; `null` for what has no end. */
export const shareOf = ({ kind, rule, progress, steps = [] }: GoalView): number | null => {
  if (kind === 'continuous_counter') return null;
  if (kind === 'training') {
    const { done, all } = shareOfSteps(steps);
    return all === 0 ? 0 : done / all;
  }
  return rule ? shareOfPeriod(rule, progress.period) : Number(progress.progress ?? 0);
};
