/** Goals that events move. */
import { createGoal, deleteGoal, listGoals, setGoalStatus, type GoalView } from '#core/contract/goals.ts';
import { call } from '../api/call.ts';

const createGoals = () => {
  let goals = $state<GoalView[]>([]);
  /** The one that was archived a moment ago, for the undo. */
  let archived = $state<GoalView | null>(null);

  const put = (goal: GoalView): void => {
    const known = goals.some(({ id }) => id === goal.id);
    goals = known ? goals.map((other) => (other.id === goal.id ? goal : other)) : [goal, ...goals];
  };

  return {
    get goals() {
      return goals;
    },
    get archived() {
      return archived;
    },
    load: async (): Promise<void> => {
      goals = (await call(listGoals)).items;
    },
    /** What the stream said. */
    moved: (goal: GoalView): void => {
      if (goal.status === 'archived') goals = goals.filter(({ id }) => id !== goal.id);
      else put(goal);
    },
    add: async (input: { title: string; target_value: string; types: string[] }): Promise<void> => {
      const { title, target_value, types } = input;
      put(await call(createGoal, { body: { kind: 'event_count', title, target_value, event_filter: { types } } }));
    },
    archive: async (id: string): Promise<void> => {
      await call(deleteGoal, { params: { id } });
      archived = goals.find((goal) => goal.id === id) ?? null;
      goals = goals.filter((goal) => goal.id !== id);
    },
    undo: async (): Promise<void> => {
      if (!archived) return;
      put(await call(setGoalStatus, { params: { id: archived.id }, body: { status: 'active' } }));
      archived = null;
    },
  };
};

export const goalState = createGoals();
