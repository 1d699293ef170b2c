/** Goals and the chains they form. */
import {
  createGoalGroup,
  createProgress,
  deleteGoalGroup,
  listGoalGroups,
  resetGoal,
  updateGoalGroup,
  type GoalGroupView,
} from '#core/contract/goal-progress.ts';
import {
  createGoal,
  deleteGoal,
  getGoal,
  listGoals,
  setGoalStatus,
  updateGoal,
  type GoalView,
} from '#core/contract/goals.ts';
import type { CallOf } from '#core/contract/endpoint.ts';
import { allPages } from '../api/all-pages.ts';
import { call } from '../api/call.ts';

export type NewGoalBody = CallOf<typeof createGoal>['body'];
export type GoalChange = NonNullable<CallOf<typeof updateGoal>['body']>;
export type NewEntry = CallOf<typeof createProgress>['body'];
type Status = GoalView['status'];

/** The last change of a goal's state, to be told and undone. */
export interface GoalNews {
  readonly goal: GoalView;
  readonly status: Status;
  readonly undo: (() => void) | null;
}

const createGoals = () => {
  let goals = $state.raw<readonly GoalView[]>([]);
  let archived = $state.raw<readonly GoalView[]>([]);
  let groups = $state.raw<readonly Pick<GoalGroupView, 'id' | 'title'>[]>([]);
  let status = $state<'loading' | 'here'>('loading');
  let news = $state.raw<GoalNews | null>(null);

  const put = (view: GoalView): void => {
    const outOf = (list: readonly GoalView[]) => list.filter(({ id }) => id !== view.id);
    const into = (list: readonly GoalView[]) =>
      list.some(({ id }) => id === view.id) ? list.map((one) => (one.id === view.id ? view : one)) : [view, ...list];
    goals = view.status === 'archived' ? outOf(goals) : into(goals);
    archived = view.status === 'archived' ? into(archived) : outOf(archived);
  };
  const find = (id: string): GoalView | undefined => [...goals, ...archived].find((goal) => goal.id === id);
  /** Members of a chain, in order; those in the archive are no part of it. */
  const chainOf = (groupId: string): readonly GoalView[] =>
    goals
      .filter((goal) => goal.goal_group_id === groupId)
      .toSorted((a, b) => (a.sequence_index ?? 0) - (b.sequence_index ?? 0));

  const load = async (): Promise<void> => {
    goals = await allPages((query) => call(listGoals, { query }));
    status = 'here';
  };
  /** What one member does may move the others. */
  const loadGroups = async (): Promise<void> => {
    const all = await allPages((query) => call(listGoalGroups, { query }));
    groups = all.map(({ id, title }) => ({ id, title }));
    for (const goal of all.flatMap((group) => group.goals)) put(goal);
  };
  const readChain = async (goal: GoalView): Promise<void> => {
    if (goal.goal_group_id !== null) await loadGroups();
  };

  const send = async (goal: GoalView, to: Status): Promise<void> => {
    if (to === 'archived') {
      await call(deleteGoal, { params: { id: goal.id } });
      put({ ...goal, status: to, archived_at: new Date().toISOString() });
    } else put(await call(setGoalStatus, { params: { id: goal.id }, body: { status: to } }));
  };
  const setStatus = async (goal: GoalView, to: Status): Promise<void> => {
    await send(goal, to);
    const before = goal.status;
    // A goal comes out of the archive as an active one; from there the server says what it is.
    const undo = () => void setStatus({ ...goal, status: to }, before).catch(() => undefined);
    news = { goal, status: to, undo: before === 'completed' && to === 'archived' ? null : undo };
    await readChain(goal).catch(() => undefined);
  };

  return {
    /** Newest first, without those in the archive. */
    get goals() {
      return goals;
    },
    get archived() {
      return archived;
    },
    get groups() {
      return groups;
    },
    get status() {
      return status;
    },
    get news() {
      return news;
    },
    find,
    chainOf,
    load,
    loadGroups,
    loadArchived: async (): Promise<void> => {
      archived = await allPages((query) => call(listGoals, { query: { ...query, status: 'archived' } }));
    },
    /** One goal, whatever list it is in. @throws {ApiError} */
    open: async (id: string): Promise<void> => put(await call(getGoal, { params: { id } })),
    /** What the stream said. */
    moved: put,
    create: async (body: NewGoalBody): Promise<GoalView> => {
      const made = await call(createGoal, { body });
      put(made);
      await readChain(made).catch(() => undefined);
      return made;
    },
    change: async (id: string, body: GoalChange): Promise<void> => {
      const changed = await call(updateGoal, { params: { id }, body });
      put(changed);
      await readChain(changed).catch(() => undefined);
    },
    createGroup: async (title: string): Promise<string> => {
      const { id } = await call(createGoalGroup, { body: { title } });
      groups = [{ id, title }, ...groups];
      return id;
    },
    renameGroup: async (id: string, title: string): Promise<void> => {
      const renamed = await call(updateGoalGroup, { params: { id }, body: { title } });
      groups = groups.map((group) => (group.id === id ? { id, title: renamed.title } : group));
    },
    /** Its goals stand alone afterwards. */
    dissolveGroup: async (id: string): Promise<void> => {
      await call(deleteGoalGroup, { params: { id } });
      groups = groups.filter((group) => group.id !== id);
      await load();
    },
    setStatus,
    addEntry: async (id: string, body: NewEntry): Promise<void> => {
      const { progress } = await call(createProgress, { params: { id }, body });
      const goal = find(id);
      if (goal) put({ ...goal, progress });
      // An amount may complete a goal, or take the completion back.
      put(await call(getGoal, { params: { id } }));
    },
    reset: async (id: string): Promise<void> => {
      await call(resetGoal, { params: { id } });
      put(await call(getGoal, { params: { id } }));
    },
    tell: (what: GoalNews | null): void => {
      news = what;
    },
    /** Somebody else may sign in next. */
    clear: (): void => {
      goals = [];
      archived = [];
      groups = [];
      news = null;
      status = 'loading';
    },
  };
};

export const goalState = createGoals();
