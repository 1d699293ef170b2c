/** Activity by day from the rollup, and the figures beside it. The cost follows the days asked for, not the events behind them. */
import type { Instant, LocalDate } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { preparedQuery } from '../db/query.ts';

export interface ActivityRow {
  readonly date: LocalDate;
  readonly source: string;
  readonly type: string;
  readonly count: number;
  /** Decimal string. */
  readonly value: string;
  readonly xp: number;
}

export interface MetricRow {
  readonly key: string;
  /** Decimal string. */
  readonly value: string;
  readonly updatedAt: Instant;
}

export const createActivityView = (db: Queryable, userId: string) => ({
  /** Both dates count. Oldest first. */
  between: async (from: LocalDate, to: LocalDate): Promise<readonly ActivityRow[]> =>
    (
      await preparedQuery<ActivityRow>(
        db,
        `select local_date as date, source, type, count, trim_scale(value)::text as value, xp from daily_activity
         where user_id = ? and local_date between ?::date and ?::date order by local_date, source, type`,
        [userId, from, to],
      )
    ).rows,

  /** XP of all days before `date`. */
  xpBefore: async (date: LocalDate): Promise<number> =>
    (
      await preparedQuery<{ xp: number }>(
        db,
        `select coalesce(sum(xp), 0)::int as xp from daily_activity where user_id = ? and local_date < ?::date`,
        [userId, date],
      )
    ).rows[0]?.xp ?? 0,

  /** By key. */
  metrics: async (): Promise<readonly MetricRow[]> =>
    (
      await preparedQuery<MetricRow>(
        db,
        `select key, trim_scale(value)::text as value, updated_at as "updatedAt" from metrics_cache
         where user_id = ? order by key`,
        [userId],
      )
    ).rows,
});
