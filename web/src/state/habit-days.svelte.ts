/** The days of habits. A tap shows at once; what the server refuses goes back, with the reason. */
import {
  createCompletion,
  deleteCompletion,
  deleteSkip,
  getHabit,
  getStreak,
  listCompletions,
  putSkip,
  type CompletionView,
  type HabitView,
  type StreakUnit,
} from '#core/contract/habits.ts';
import { getToday } from '#core/contract/today.ts';
import { addDays } from '#core/domain/time/dates.ts';
import { allPages } from '../api/all-pages.ts';
import { ApiError, call } from '../api/call.ts';
import { newId } from '../api/new-id.ts';
import { habitState, type Saved } from './habits.svelte.ts';
import { createLines } from './lines.ts';

/** Why the streak is what it is. */
export interface Story {
  /** Newest first. */
  readonly units: readonly StreakUnit[];
  readonly rest: readonly string[];
  /** What was noted of rest days, by day. */
  readonly notes: Readonly<Record<string, string>>;
  readonly short: readonly string[];
}

export interface HabitDays {
  /** The first day that is known, as all after it are. */
  readonly from: string;
  readonly rows: readonly CompletionView[];
  /** `null`: was not asked for. */
  readonly story: Story | null;
}

/** What went back, and the server's reason. */
export interface Fault {
  readonly date: string;
  readonly detail: string;
}

/** Another device changes what is recent; the rest is read when a page is opened. */
const RECENT_DAYS = 7;
const PENDING = 'client:';

const isPending = ({ id }: CompletionView): boolean => id.startsWith(PENDING);
const isSame = (a: CompletionView, b: CompletionView): boolean =>
  a.id === b.id || (a.client_completion_id !== null && a.client_completion_id === b.client_completion_id);

const createHabitDays = () => {
  let days = $state.raw<Readonly<Record<string, HabitDays>>>({});
  let faults = $state.raw<Readonly<Record<string, Fault | null>>>({});
  /** What is asked of a habit goes out one after the other: an undo never overtakes what it undoes. */
  const lines = createLines();

  const rowsOf = (id: string): readonly CompletionView[] => days[id]?.rows ?? [];
  const put = (id: string, change: Partial<HabitDays>): void => {
    const known = days[id];
    if (known) days = { ...days, [id]: { ...known, ...change } };
  };
  const addRow = (id: string, row: CompletionView): void => put(id, { rows: [row, ...rowsOf(id)] });
  const dropRow = (id: string, row: CompletionView): void =>
    put(id, { rows: rowsOf(id).filter((one) => !isSame(one, row)) });
  /** The rows from `from` on are those the server has, and those that are still on their way to it. */
  const replaceRows = (id: string, from: string, read: readonly CompletionView[]): readonly CompletionView[] => {
    const others = rowsOf(id).filter((row) =>
      isPending(row) ? !read.some((one) => isSame(one, row)) : row.completion_date < from,
    );
    return [...read, ...others];
  };

  const rowsBetween = (id: string, from: string, to?: string) =>
    allPages((query) => call(listCompletions, { params: { id }, query: { ...query, from, ...(to && { to }) } }));
  const storyFrom = async (id: string, from: string): Promise<Story> => {
    const { stats, units, rest_days, rest_notes, short_days } = await call(getStreak, {
      params: { id },
      query: { from },
    });
    habitState.putStats(id, stats);
    return { units, rest: rest_days, notes: rest_notes, short: short_days };
  };
  /** The streak after a change; the last of several changes reads it for all. */
  const readStats = async (id: string): Promise<void> => {
    if (!lines.isLast(id)) return;
    const known = days[id];
    if (!known?.story) habitState.putStats(id, (await call(getHabit, { params: { id } })).stats);
    else {
      const story = await storyFrom(id, known.from);
      if (lines.isLast(id)) put(id, { story });
    }
  };

  interface Change {
    readonly habit: HabitView;
    readonly date: string;
    readonly show: () => void;
    readonly send: () => Promise<unknown>;
    readonly goBack: () => void;
    readonly kind: Saved['kind'];
    readonly undo: Saved['undo'];
  }
  const change = ({ habit: { id, title }, date, show, send, goBack, kind, undo: takeBack }: Change): Promise<void> => {
    faults = { ...faults, [id]: null };
    show();
    return lines.add(id, async () => {
      try {
        await send();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        goBack();
        faults = { ...faults, [id]: { date, detail: error.message } };
        habitState.tell(null);
        return;
      }
      habitState.tell({ kind, title, date, undo: takeBack });
      await readStats(id).catch(() => undefined);
    });
  };

  const sendUndo = async (id: string, row: CompletionView): Promise<void> => {
    const client = row.client_completion_id;
    const params = { id, completionId: client === null ? row.id : `${PENDING}${client}` };
    try {
      await call(deleteCompletion, { params });
    } catch (error) {
      // Somebody else undid it.
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
    dropRow(id, row);
  };
  const undo = (habit: HabitView, row: CompletionView): Promise<void> =>
    change({
      habit,
      date: row.completion_date,
      show: () => dropRow(habit.id, row),
      send: () => sendUndo(habit.id, row),
      goBack: () => addRow(habit.id, row),
      kind: 'undone',
      undo: null,
    });

  const sendRow = async (id: string, row: CompletionView): Promise<void> => {
    const { completion_date, completion_time: time, client_completion_id: client } = row;
    const times = { ...(time !== null && { completion_time: time }) };
    const body = { completion_date, ...times, ...(client !== null && { client_completion_id: client }) };
    const { stats, ...kept } = await call(createCompletion, { params: { id }, body });
    const isShown = rowsOf(id).some((one) => one.id === row.id);
    dropRow(id, row);
    dropRow(id, kept);
    // An undo that waits behind this has taken it off the page already.
    if (isShown) addRow(id, kept);
    habitState.putStats(id, stats);
  };
  const complete = (habit: HabitView, date: string, time: string | null): Promise<void> => {
    const client = newId();
    const row: CompletionView = {
      id: `${PENDING}${client}`,
      completion_date: date,
      completion_time: time,
      client_completion_id: client,
      created_at: new Date().toISOString(),
    };
    return change({
      habit,
      date,
      show: () => addRow(habit.id, row),
      send: () => sendRow(habit.id, row),
      goBack: () => dropRow(habit.id, row),
      kind: time === null ? 'kept' : 'added',
      // Where a day is done once, the same tap takes it back.
      undo: time === null ? null : () => void undo(habit, row),
    });
  };

  const setRest = (habit: HabitView, date: string, isRest: boolean, note = ''): Promise<void> => {
    const before = days[habit.id]?.story?.notes[date] ?? '';
    const show = (rests: boolean) => {
      const story = days[habit.id]?.story;
      const others = story?.rest.filter((day) => day !== date) ?? [];
      const notes = { ...story?.notes, [date]: note };
      if (story) put(habit.id, { story: { ...story, rest: rests ? [...others, date] : others, notes } });
    };
    const params = { id: habit.id, date };
    const body = note === '' ? undefined : { reason: note };
    return change({
      habit,
      date,
      show: () => show(isRest),
      send: async () => {
        const { stats } = await (isRest ? call(putSkip, { params, body }) : call(deleteSkip, { params }));
        habitState.putStats(habit.id, stats);
      },
      goBack: () => show(!isRest),
      kind: isRest ? 'rest' : 'ordinary',
      undo: () => void setRest(habit, date, !isRest, before),
    });
  };

  const read = (id: string, from: string): Promise<void> =>
    lines.add(id, async () => {
      const known = days[id];
      if (known && from < known.from) {
        const [earlier, story] = await Promise.all([
          rowsBetween(id, from, addDays(known.from, -1)),
          storyFrom(id, from),
        ]);
        days = { ...days, [id]: { from, rows: [...rowsOf(id), ...earlier], story } };
        return;
      }
      const first = known?.from ?? from;
      const [fresh, story] = await Promise.all([rowsBetween(id, from), storyFrom(id, first)]);
      days = { ...days, [id]: { from: first, rows: replaceRows(id, from, fresh), story } };
    });

  const putRows = (id: string, from: string, fresh: readonly CompletionView[]): void => {
    const known = days[id] ?? { from, rows: [], story: null };
    days = { ...days, [id]: { ...known, rows: replaceRows(id, from, fresh) } };
  };
  /** The rows alone, without their story. */
  const readRows = (id: string, from: string): Promise<void> =>
    lines.add(id, async () => putRows(id, from, await rowsBetween(id, from)));

  return {
    of: (id: string): HabitDays | undefined => days[id],
    rowsOn: (id: string, date: string): readonly CompletionView[] =>
      rowsOf(id).filter((row) => row.completion_date === date),
    faultOf: (id: string): Fault | null => faults[id] ?? null,
    complete,
    undo,
    setRest,
    /** Reads the days from `from` on; those before the ones that are known are added to them. @throws {ApiError} */
    read,
    /** The habits, and what was done of them today: what Home shows. */
    loadToday: async (): Promise<void> => {
      const before = days;
      const [{ date, habits }] = await Promise.all([call(getToday), habitState.load()]);
      const done = new Map(habits.map(({ habit, completions }) => [habit.id, completions]));
      await Promise.all(
        habitState.habits.map(async ({ id }) => {
          // A tap meanwhile is newer than the answer.
          if (lines.isBusy(id) || days[id] !== before[id]) await readRows(id, date);
          else putRows(id, date, done.get(id) ?? []);
        }),
      );
    },
    /** What the stream said. */
    moved: async (view: HabitView): Promise<void> => {
      habitState.put(view);
      const known = days[view.id];
      // What is on its way from here reads the days itself.
      if (!known || lines.isBusy(view.id)) return;
      const recent = addDays(view.stats.as_of, 1 - RECENT_DAYS);
      const from = recent > known.from ? recent : known.from;
      await (known.story ? read(view.id, from) : readRows(view.id, from));
    },
    /** Somebody else may sign in next. */
    clear: (): void => {
      days = {};
      faults = {};
    },
  };
};

export const habitDays = createHabitDays();
