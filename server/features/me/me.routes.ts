import type { Router } from 'express';
import { previewCalendar, type CalendarPreview } from '#app/habits/preview-calendar.ts';
import { turnDay } from '#app/habits/turn-day.ts';
import { deleteMe, getMe, updateMe } from '#core/contract/account.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { AccountRow, ProfileColumns } from '#infra/stores/account-store.ts';
import { clearSessionCookie } from '../../http/cookies.ts';
import { createRateLimit } from '../../http/rate-limit.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { assertTimezone, createSignIn } from '../auth/sign-in.ts';
import { userView } from './user-view.ts';

type Changes = { readonly [K in keyof ProfileColumns]: ProfileColumns[K] | undefined };

/** The columns that were sent. */
const sentColumns = (changes: Changes): ProfileColumns =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

const withChanges = (user: AccountRow, changes: ProfileColumns): AccountRow => ({
  ...user,
  displayName: changes.display_name === undefined ? user.displayName : changes.display_name,
  avatarUrl: changes.avatar_url === undefined ? user.avatarUrl : changes.avatar_url,
  timezone: changes.timezone ?? user.timezone,
  weekStart: changes.week_start ?? user.weekStart,
  dayStartHour: changes.day_start_hour ?? user.dayStartHour,
});

const sameCalendar = (a: AccountRow, b: AccountRow): boolean =>
  a.timezone === b.timezone && a.weekStart === b.weekStart && a.dayStartHour === b.dayStartHour;

const previewView = (preview: CalendarPreview) => ({
  today_before: preview.todayBefore,
  today_after: preview.todayAfter,
  habits: preview.habits.map(({ id, title, streakBefore, streakAfter }) => ({
    id,
    title,
    streak_before: streakBefore,
    streak_after: streakAfter,
  })),
});

export const mountMe = (router: Router, kit: RouteKit): void => {
  const { uow, config } = kit.deps;
  const accounts = createSignIn(kit.deps);
  const tries = createRateLimit(
    { points: 10, perSeconds: 15 * 60, detail: 'Too many tries. Wait a quarter of an hour.' },
    config.rateLimit,
  );

  route(router, kit, getMe)(({ user }) => Promise.resolve({ user: userView(user) }));

  route(
    router,
    kit,
    updateMe,
  )(async ({ query, body, user, now }) => {
    assertTimezone(body.timezone);
    const changes = sentColumns(body);
    if (query.dry_run === 'true') {
      const wanted = withChanges(user, changes);
      const answer = { user: userView(wanted) };
      if (sameCalendar(user, wanted)) return answer;
      const preview = await uow.readUser(user.id, (stores) => previewCalendar(stores, wanted, now));
      return { ...answer, preview: previewView(preview) };
    }
    return uow.forUser(user.id, async (stores) => {
      const { account } = stores;
      const before = await account.find();
      if (!before) throw new DomainError('not_found');
      const after = withChanges(before, changes);
      await account.update(changes);
      // Days that have begun never move: another zone or day start counts from now on (spec 0.4).
      if (!sameCalendar(before, after)) {
        await account.appendCalendar(after, now);
        // Weeks and today may be others now: all habits are judged again (spec 2.3).
        await turnDay(stores, user.id, now, { all: true });
      }
      return { user: userView((await account.find()) ?? after) };
    });
  });

  route(
    router,
    kit,
    deleteMe,
  )(async ({ body, user, response }) => {
    await tries.take(user.id);
    await accounts.assertPassword(user.id, body.password, 'password');
    await uow.forUser(user.id, ({ account }) => account.erase());
    clearSessionCookie(response, config.publicUrl);
    return undefined;
  });
};
