import type { Router } from 'express';
import { z } from 'zod';
import { createHabitControl, type HabitToday } from '#app/habits/habit-control.ts';
import { dayOf } from '#app/calendar/user-day.ts';
import { factsOf, rhythmOf, statsToday } from '#app/habits/judge.ts';
import {
  createCompletion,
  createHabit,
  deleteCompletion,
  deleteHabit,
  deleteSkip,
  getHabit,
  getStreak,
  listCompletions,
  listHabits,
  putSkip,
  updateHabit,
} from '#core/contract/habits.ts';
import { DomainError } from '#core/domain/errors.ts';
import { explainStreak } from '#core/domain/habit/explain-streak.ts';
import { judgeHabit } from '#core/domain/habit/judge-habit.ts';
import type { Frequency } from '#core/domain/habit/rhythm.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { HabitOverview } from '#infra/views/habit-view.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { completionView, habitView, statsView, unitView } from './habit-views.ts';

const Place = z.object({ after: z.uuid() });
const CompletionPlace = z.object({ date: z.iso.date(), id: z.uuid() });
const ByClient = /^client:(.+)$/;

const found = async ({ habitView: habits }: UserStores, id: string): Promise<HabitOverview> => {
  const habit = await habits.find(id);
  if (!habit) throw new DomainError('not_found', { detail: 'There is no such habit.' });
  return habit;
};

/** How a path names a completion. */
const completionBy = (name: string): { readonly id: string } | { readonly clientId: string } => {
  const clientId = ByClient.exec(name)?.[1];
  if (clientId !== undefined) return { clientId };
  if (z.uuid().safeParse(name).success) return { id: name };
  throw new DomainError('not_found', { detail: 'There is no such completion.' });
};

export const mountHabits = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const control = createHabitControl(kit.deps);

  route(
    router,
    kit,
    listHabits,
  )(({ user, query, now }) =>
    uow.readUser(user.id, async (stores) => {
      const day = await dayOf(stores, now);
      const after = decodeCursor(Place, query.cursor)?.after;
      const page = { archived: query.archived === 'true', after, limit: query.limit + 1 };
      const habits: HabitToday[] = [];
      for (const habit of await stores.habitView.page(page)) {
        habits.push({ habit, stats: await statsToday(stores, habit, day), today: day.today });
      }
      return pageOf(habits, query.limit, { placeOf: ({ habit }) => ({ after: habit.id }), view: habitView });
    }),
  );

  route(
    router,
    kit,
    createHabit,
  )(async ({ user, body, location }) => {
    const made = await control.create(user.id, {
      title: body.title,
      frequency: { type: body.frequency_type, config: body.frequency_config } as Frequency,
      startsOn: body.starts_on,
      freezePolicy: body.freeze_policy,
      categoryId: body.category_id,
    });
    location(`/v1/habits/${made.habit.id}`);
    return habitView(made);
  });

  route(
    router,
    kit,
    getHabit,
  )(({ user, params, now }) =>
    uow.readUser(user.id, async (stores) => {
      const habit = await found(stores, params.id);
      const day = await dayOf(stores, now);
      return habitView({ habit, stats: await statsToday(stores, habit, day), today: day.today });
    }),
  );

  route(
    router,
    kit,
    updateHabit,
  )(async ({ user, params, query, body }) => {
    const changes = {
      title: body.title,
      frequencyType: body.frequency_type,
      frequencyConfig: body.frequency_config,
      startsOn: body.starts_on,
      freezePolicy: body.freeze_policy,
      categoryId: body.category_id,
      archived: body.archived,
    };
    return habitView(await control.change(user.id, params.id, changes, query.dry_run === 'true'));
  });

  route(
    router,
    kit,
    deleteHabit,
  )(async ({ user, params }) => {
    await control.change(user.id, params.id, { archived: true }, false);
    return undefined;
  });

  route(
    router,
    kit,
    listCompletions,
  )(({ user, params, query: { from, to, cursor, limit } }) =>
    uow.readUser(user.id, async (stores) => {
      await found(stores, params.id);
      const page = { from, to, after: decodeCursor(CompletionPlace, cursor), limit: limit + 1 };
      const completions = await stores.habitView.completions(params.id, page);
      return pageOf(completions, limit, { placeOf: ({ date, id }) => ({ date, id }), view: completionView });
    }),
  );

  route(
    router,
    kit,
    createCompletion,
  )(async ({ user, params, body, request, location, status }) => {
    const { completion, stats, today, made } = await control.complete(user.id, params.id, {
      date: body?.completion_date,
      time: body?.completion_time,
      clientCompletionId: body?.client_completion_id,
      deviceTimezone: request.get('x-timezone'),
    });
    if (made) location(`/v1/habits/${params.id}/completions/${completion.id}`);
    else status(200);
    return { ...completionView(completion), stats: statsView(stats, today) };
  });

  route(
    router,
    kit,
    deleteCompletion,
  )(async ({ user, params, requestId }) => {
    await control.undo(user.id, params.id, completionBy(params.completionId), requestId);
    return undefined;
  });

  route(
    router,
    kit,
    putSkip,
  )(async ({ user, params, body }) => {
    const reason = body?.reason ?? null;
    const { stats, today } = await control.rest(user.id, params.id, params.date, reason);
    return { skip_date: params.date, reason, stats: statsView(stats, today) };
  });

  route(
    router,
    kit,
    deleteSkip,
  )(async ({ user, params }) => {
    const { stats, today } = await control.unrest(user.id, params.id, params.date);
    return { stats: statsView(stats, today) };
  });

  route(
    router,
    kit,
    getStreak,
  )(({ user, params, query: { from, to }, now }) =>
    uow.readUser(user.id, async (stores) => {
      const habit = await found(stores, params.id);
      const day = await dayOf(stores, now);
      const facts = await factsOf(stores, habit, day);
      const notes = await stores.habitView.restNotes(habit.id);
      const rhythm = rhythmOf(habit, day.weekStart);
      const inRange = (date: string) => (from === undefined || date >= from) && (to === undefined || date <= to);
      const units = explainStreak(rhythm, facts, day.today, from === undefined ? {} : { from });
      return {
        stats: statsView(judgeHabit(rhythm, facts, day.today), day.today),
        units: units.filter(({ start }) => to === undefined || start <= to).map(unitView),
        rest_days: facts.restDays.filter(inRange),
        rest_notes: Object.fromEntries(notes.filter(({ date }) => inRange(date)).map(({ date, note }) => [date, note])),
        short_days: facts.shortDays.filter(inRange),
      };
    }),
  );
};
