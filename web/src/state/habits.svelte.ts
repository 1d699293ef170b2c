/** Habits with their streaks; what is known of their days is in `habit-days.svelte.ts`. */
import {
  createHabit,
  deleteHabit,
  getHabit,
  listHabits,
  updateHabit,
  type HabitStats,
  type HabitView,
} from '#core/contract/habits.ts';
import type { CallOf } from '#core/contract/endpoint.ts';
import { call } from '../api/call.ts';
import { allPages } from '../api/all-pages.ts';

/** The last thing that was saved, to be told and undone. */
export interface Saved {
  readonly kind: 'kept' | 'added' | 'undone' | 'rest' | 'ordinary' | 'archived' | 'back';
  readonly title: string;
  readonly date: string | null;
  readonly undo: (() => void) | null;
}

export type NewHabit = CallOf<typeof createHabit>['body'];

const createHabits = () => {
  let habits = $state.raw<readonly HabitView[]>([]);
  let archived = $state.raw<readonly HabitView[]>([]);
  let status = $state<'loading' | 'here'>('loading');
  let saved = $state.raw<Saved | null>(null);

  const put = (view: HabitView): void => {
    const into = (list: readonly HabitView[]) =>
      list.some(({ id }) => id === view.id) ? list.map((one) => (one.id === view.id ? view : one)) : [...list, view];
    const outOf = (list: readonly HabitView[]) => list.filter(({ id }) => id !== view.id);
    habits = view.archived_at === null ? into(habits) : outOf(habits);
    archived = view.archived_at === null ? outOf(archived) : into(archived);
  };
  const find = (id: string): HabitView | undefined => [...habits, ...archived].find((habit) => habit.id === id);
  const load = async (): Promise<void> => {
    habits = await allPages((query) => call(listHabits, { query }));
    status = 'here';
  };
  const setArchived = async (habit: HabitView, isArchived: boolean): Promise<void> => {
    if (isArchived) {
      await call(deleteHabit, { params: { id: habit.id } });
      put({ ...habit, archived_at: new Date().toISOString() });
    } else put(await call(updateHabit, { params: { id: habit.id }, body: { archived: false } }));
    saved = {
      kind: isArchived ? 'archived' : 'back',
      title: habit.title,
      date: null,
      undo: () => void setArchived(habit, !isArchived).catch(() => undefined),
    };
  };

  return {
    /** Oldest first, without the archived ones. */
    get habits() {
      return habits;
    },
    get archived() {
      return archived;
    },
    get status() {
      return status;
    },
    get saved() {
      return saved;
    },
    find,
    load,
    loadArchived: async (): Promise<void> => {
      archived = await allPages((query) => call(listHabits, { query: { ...query, archived: 'true' } }));
    },
    /** One habit, whatever list it is in. @throws {ApiError} */
    open: async (id: string): Promise<void> => put(await call(getHabit, { params: { id } })),
    create: async (body: NewHabit): Promise<void> => put(await call(createHabit, { body })),
    change: async (id: string, body: NewHabit): Promise<void> => put(await call(updateHabit, { params: { id }, body })),
    /** What the habit would be: nothing is changed. */
    tryChange: (id: string, body: NewHabit): Promise<HabitView> =>
      call(updateHabit, { params: { id }, query: { dry_run: 'true' }, body }),
    archive: (habit: HabitView): Promise<void> => setArchived(habit, true),
    bringBack: (habit: HabitView): Promise<void> => setArchived(habit, false),
    put,
    putStats: (id: string, stats: HabitStats): void => {
      const habit = find(id);
      if (habit) put({ ...habit, stats });
    },
    tell: (what: Saved | null): void => {
      saved = what;
    },
    /** What was missed while the stream was down. */
    reload: async (): Promise<void> => {
      if (status === 'here') await load();
    },
    /** Somebody else may sign in next. */
    clear: (): void => {
      habits = [];
      archived = [];
      saved = null;
      status = 'loading';
    },
  };
};

export const habitState = createHabits();
