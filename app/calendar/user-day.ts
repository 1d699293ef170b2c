/** Today in a user's own calendar, and the day they mean when they log something (spec 0.4, 2.1). */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { logicalDate, segmentAt, type Calendar, type CalendarSegment } from '#core/domain/time/calendar.ts';
import { isTimezone, logicalDateIn } from '#core/domain/time/day.ts';
import type { UserStores } from '#infra/stores/registry.ts';

export interface Day {
  readonly calendar: Calendar;
  readonly today: LocalDate;
  readonly weekStart: number;
  readonly now: Instant;
}

export const dayOf = async ({ calendar }: Pick<UserStores, 'calendar'>, now: Instant): Promise<Day> => {
  const segments = await calendar.calendar();
  return { calendar: segments, now, today: logicalDate(segments, now), weekStart: segmentAt(segments, now).weekStart };
};

/** The user's today, from what is in force for them now: no statement is needed. */
export const todayOf = (inForce: Omit<CalendarSegment, 'effectiveAt'>, now: Instant): LocalDate =>
  logicalDate([{ ...inForce, effectiveAt: null }], now);

/**
 * The date that is meant: the one given, else today where the device is. A traveller may be a day ahead of the profile,
 * so a date is to come only when it is so in both places.
 * @throws {DomainError} `future_date` naming `field`
 */
export const dateMeant = (
  { calendar, today, now }: Day,
  given: { readonly date?: LocalDate | undefined; readonly deviceTimezone?: string | undefined },
  field: string,
): LocalDate => {
  const { deviceTimezone: zone } = given;
  const here =
    zone !== undefined && isTimezone(zone)
      ? logicalDateIn(Date.parse(now), zone, segmentAt(calendar, now).dayStartHour)
      : today;
  const date = given.date ?? here;
  if (date > today && date > here) throw new DomainError('future_date', { field, detail: `${date} is still to come.` });
  return date;
};
