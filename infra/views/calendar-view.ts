/** Which zone and day start are in force for the user (spec 0.4). */
import type { Instant } from '#core/domain/event.ts';
import type { Calendar, CalendarSegment } from '#core/domain/time/calendar.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export const createCalendarView = (db: Queryable, userId: string) => ({
  /** The whole history, ascending. */
  calendar: async (): Promise<Calendar> => {
    const { rows } = await query<Omit<CalendarSegment, 'effectiveAt'> & { readonly effectiveAt: Instant }>(
      db,
      `select effective_at as "effectiveAt", timezone, day_start_hour as "dayStartHour", week_start as "weekStart"
       from user_calendar_changes where user_id = ? order by effective_at`,
      [userId],
    );
    return rows.map((row) => ({ ...row, effectiveAt: row.effectiveAt === '-infinity' ? null : row.effectiveAt }));
  },
});
