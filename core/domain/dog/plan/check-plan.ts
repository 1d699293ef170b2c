/** The three Ds rule: each step makes one thing harder and says which (spec 5.7). */
import { THREE_DS, type Levels, type ThreeD } from './plan.ts';

export interface PlanFault {
  /** From 1; `null`: the plan as a whole. */
  readonly step: number | null;
  readonly code: 'step_count' | 'first_raises' | 'raises_nothing' | 'raises_several' | 'raises_other';
}

/** What of a step the rule looks at. */
export interface LevelStep {
  readonly raises: ThreeD | null;
  readonly levels: Levels;
}

const STEPS_MIN = 3;
const STEPS_MAX = 10;

const raised = (before: Levels, after: Levels): readonly ThreeD[] =>
  THREE_DS.filter((_, d) => (after[d] ?? 0) > (before[d] ?? 0));

const faultOf = ({ raises, levels }: LevelStep, before: LevelStep | undefined): PlanFault['code'] | null => {
  if (!before) return raises === null ? null : 'first_raises';
  const [one, other] = raised(before.levels, levels);
  if (one === undefined) return 'raises_nothing';
  if (other !== undefined) return 'raises_several';
  return one === raises ? null : 'raises_other';
};

/**
 * All faults of a plan, none for a good one. 3 to 10 steps; the first raises nothing and stands anywhere; from each to the
 * next exactly one level rises, by any amount, and it is the one in `raises`.
 */
export const checkPlan = (steps: readonly LevelStep[]): readonly PlanFault[] => {
  const isCounted = steps.length >= STEPS_MIN && steps.length <= STEPS_MAX;
  const faults = steps.flatMap((step, index): readonly PlanFault[] => {
    const code = faultOf(step, steps[index - 1]);
    return code === null ? [] : [{ step: index + 1, code }];
  });
  return isCounted ? faults : [{ step: null, code: 'step_count' }, ...faults];
};
