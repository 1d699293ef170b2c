import type { Router } from 'express';
import { todayOf } from '#app/calendar/user-day.ts';
import {
  ACTIVITY_DAYS_MAX,
  getActivity,
  getDailyMetrics,
  getDogInsight,
  getHabitDays,
  getMetrics,
} from '#core/contract/insight.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { LocalDate } from '#core/domain/event.ts';
import { addDays, daysBetween } from '#core/domain/time/dates.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { showDailyMetrics, showDogInsight } from './dog-insight.ts';

const DAYS = 14;
/** PostgreSQL knows no year 0, and nobody's life began before this one. */
const EARLIEST: LocalDate = '1900-01-01';

interface Range {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const tooEarly = (field: keyof Range): DomainError =>
  new DomainError('validation_failed', { field, detail: `${field} must not lie before ${EARLIEST}.` });

/** The days that are asked for. @throws {DomainError} `validation_failed` when they are too many or end before they begin */
const rangeOf = (query: { readonly [K in keyof Range]?: Range[K] | undefined }, today: LocalDate): Range => {
  const to = query.to ?? today;
  if (to < EARLIEST) throw tooEarly('to');
  const from = query.from ?? addDays(to, 1 - DAYS);
  if (from < EARLIEST) throw tooEarly('from');
  const days = daysBetween(from, to) + 1;
  if (days < 1) {
    throw new DomainError('validation_failed', { field: 'from', detail: 'from must not lie after to.' });
  }
  if (days > ACTIVITY_DAYS_MAX) {
    const detail = `from and to may span ${ACTIVITY_DAYS_MAX} days at most; these are ${days}.`;
    throw new DomainError('validation_failed', { field: 'from', detail });
  }
  return { from, to };
};

export const mountInsight = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;

  route(
    router,
    kit,
    getActivity,
  )(async ({ user, query, now }) =>
    uow.readUser(user.id, async ({ activityView }) => {
      const { from, to } = rangeOf(query, todayOf(user, now));
      const items = [...(await activityView.between(from, to))];
      return { from, to, xp_before: await activityView.xpBefore(from), items };
    }),
  );

  route(
    router,
    kit,
    getHabitDays,
  )(({ user, query, now }) =>
    uow.readUser(user.id, async ({ habitView }) => {
      const { from, to } = rangeOf(query, todayOf(user, now));
      return { from, to, items: [...(await habitView.keptByDay(from, to))] };
    }),
  );

  route(
    router,
    kit,
    getDailyMetrics,
  )(({ user, query, now }) =>
    uow.readUser(user.id, (stores) => {
      const { from, to } = rangeOf(query, todayOf(user, now));
      return showDailyMetrics(stores, from, to);
    }),
  );

  route(
    router,
    kit,
    getDogInsight,
  )(({ user, query, now }) =>
    uow.readUser(user.id, (stores) => {
      const { from, to } = rangeOf(query, todayOf(user, now));
      return showDogInsight(stores, from, to);
    }),
  );

  route(
    router,
    kit,
    getMetrics,
  )(async ({ user }) =>
    uow.readUser(user.id, async ({ activityView }) => {
      const rows = await activityView.metrics();
      return { items: rows.map(({ key, value, updatedAt }) => ({ key, value, updated_at: updatedAt })) };
    }),
  );
};
