/** Finds a goal its place in a chain, and makes the chain and the room that it needs. */
import { goalState } from '../../state/goals.svelte.ts';
import { placeIn, type Member } from './chain-place.ts';
import type { GoalDraft } from './draft.ts';
import type { Place } from './goal-body.ts';

/** Members of a chain without one of them, in order; those in the archive keep their places, too. */
export const othersOf = (chain: string, without: string): readonly Member[] =>
  [...goalState.goals, ...goalState.archived]
    .filter((goal) => goal.goal_group_id === chain && goal.id !== without)
    .map(({ id, sequence_index }) => ({ id, index: sequence_index ?? 0 }))
    .toSorted((a, b) => a.index - b.index);

/** `draft.chain` names the new chain afterwards, so that a second try makes no second one. @throws {ApiError} */
export const settlePlace = async (draft: GoalDraft, goalId: string): Promise<Place> => {
  if (draft.chain === '') return { goal_group_id: null, sequence_index: null };
  if (draft.chain === 'new') draft.chain = await goalState.createGroup(draft.chainTitle);
  const { index, moves } = placeIn(othersOf(draft.chain, goalId), draft.before);
  for (const move of moves) await goalState.change(move.id, { sequence_index: move.index });
  return { goal_group_id: draft.chain, sequence_index: index };
};
