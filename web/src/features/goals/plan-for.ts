/** The plan that a new training goal begins with. */
import { ApiError } from '../../api/call.ts';
import type { GoalDraft } from './draft.ts';

/** Without one the goal is a draft all the same, and offers one on its page. */
export const planFor = async (goalId: string, { kind, plan }: GoalDraft): Promise<void> => {
  if (kind !== 'training' || plan === 'other') return;
  const { training } = await import('../../state/training.svelte.ts');
  await training.makePlan(goalId, { template_key: plan }).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
  });
};
