import type { Router } from 'express';
import { ACTIVITY_DAYS_MAX, getActivity, getMetrics } from '#core/contract/insight.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { LocalDate } from '#core/domain/event.ts';
import { logicalDate } from '#core/domain/time/calendar.ts';
import { addDays, daysBetween } from '#core/domain/time/dates.ts';
import { route, type RouteKit } from '../../http/route.ts';

const DAYS = 14;

const assertRange = (from: LocalDate, to: LocalDate): void => {
  const days = daysBetween(from, to) + 1;
  if (days < 1) {
    throw new DomainError('validation_failed', { field: 'from', detail: 'from must not lie after to.' });
  }
  if (days > ACTIVITY_DAYS_MAX) {
    const detail = `from and to may span ${ACTIVITY_DAYS_MAX} days at most; these are ${days}.`;
    throw new DomainError('validation_failed', { field: 'from', detail });
  }
};

export const mountInsight = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;

  route(
    router,
    kit,
    getActivity,
  )(async ({ user, query, now }) =>
    uow.readUser(user.id, async ({ activityView, calendar }) => {
      const to = query.to ?? logicalDate(await calendar.calendar(), now);
      const from = query.from ?? addDays(to, 1 - DAYS);
      assertRange(from, to);
      const items = [...(await activityView.between(from, to))];
      return { from, to, xp_before: await activityView.xpBefore(from), items };
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
