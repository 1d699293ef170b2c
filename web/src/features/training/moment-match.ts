/** Which moments may belong to a step: those with tags and triggers of its goal come first. Pure. */
import type { GoalView } from '#core/contract/goals.ts';
import type { MomentView } from '#core/contract/moments.ts';
import type { StepView } from '#core/contract/steps.ts';
import { triggerOf } from '#core/domain/dog/context.ts';
import { templateListing, templates } from '#core/domain/dog/plan/templates.ts';

/** Tags and the trigger, in their stored spelling. */
const keysOf = ({ tags, context }: MomentView): readonly string[] => {
  const trigger = triggerOf(context);
  return trigger === null ? tags : [...tags, trigger];
};

/** Whether a tag speaks for the plan this goal was made with, or is named in the words of the goal or the step. */
const names = (key: string, goal: Pick<GoalView, 'title'>, text: string): boolean => {
  const template = templateListing(key);
  if (template !== null && templates[template].title === goal.title) return true;
  return text.includes(key.replaceAll('_', ' '));
};

/**
 * Moments in the order they are offered: those that fit first, each group newest first as given. `linked`: ids of those
 * that belong to it already, whose tags fit, too.
 */
export const candidatesOf = (
  moments: readonly MomentView[],
  goal: Pick<GoalView, 'title' | 'description' | 'success_criteria'>,
  step: Pick<StepView, 'title' | 'details'>,
  linked: readonly string[],
): readonly { readonly moment: MomentView; readonly fits: boolean }[] => {
  const known = new Set(moments.filter(({ id }) => linked.includes(id)).flatMap(keysOf));
  const text = [goal.title, goal.description, goal.success_criteria, step.title, step.details].join(' ').toLowerCase();
  return moments
    .map((moment) => ({ moment, fits: keysOf(moment).some((key) => known.has(key) || names(key, goal, text)) }))
    .toSorted((a, b) => Number(b.fits) - Number(a.fits));
};
