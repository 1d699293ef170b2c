/** Goals by state, those of a chain together. Pure. */
import type { GoalView } from '#core/contract/goals.ts';
import { stateOf } from './goal-state.ts';

export const SECTIONS = ['active', 'draft', 'completed', 'paused', 'over'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Chain {
  readonly id: string;
  readonly title: string;
  readonly members: readonly GoalView[];
}
export interface GoalSection {
  readonly state: Section;
  /** Those of no chain. */
  readonly goals: readonly GoalView[];
  readonly chains: readonly Chain[];
}

const sectionOf = (goal: GoalView, nowMs: number): Section => {
  const state = stateOf(goal, nowMs);
  return state === 'locked' || state === 'archived' ? 'active' : state;
};

/** A chain is where its first member is that is not done; one without members waits among the active ones. */
const sectionOfChain = (members: readonly GoalView[], nowMs: number): Section => {
  if (members.length === 0) return 'active';
  const states = members.map((goal) => sectionOf(goal, nowMs));
  return states.find((state) => state !== 'completed') ?? 'completed';
};

/** Sections that hold something, the active one first. A chain without a title that is known is no chain yet. */
export const sectionsOf = (
  goals: readonly GoalView[],
  groups: readonly { readonly id: string; readonly title: string }[],
  nowMs: number,
): readonly GoalSection[] => {
  const chains = groups.map(({ id, title }) => ({
    id,
    title,
    members: goals
      .filter((goal) => goal.goal_group_id === id)
      .toSorted((a, b) => (a.sequence_index ?? 0) - (b.sequence_index ?? 0)),
  }));
  const chained = new Set(chains.flatMap(({ members }) => members.map(({ id }) => id)));
  return SECTIONS.map((state) => ({
    state,
    goals: goals.filter((goal) => !chained.has(goal.id) && sectionOf(goal, nowMs) === state),
    chains: chains.filter(({ members }) => sectionOfChain(members, nowMs) === state),
  })).filter((section) => section.goals.length + section.chains.length > 0);
};
