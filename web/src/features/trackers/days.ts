/** Logs as one value a day: the day’s last number. A day without a log is a gap. Pure. */
import type { LogView } from '#core/contract/trackers.ts';
import { addDays } from '#core/domain/time/dates.ts';
import { dayIn } from '../../ui/far-date.ts';

/** So many days are looked back on. */
export const DAYS = 90;

export interface DayValue {
  readonly date: string;
  /** `null`: nothing was logged. */
  readonly value: number | null;
  /** The same, exactly. */
  readonly text: string | null;
}

/** `count` days up to `today`. `logs` are newest first; those taken back and those without a number are none. */
export const valuesByDay = (
  logs: readonly LogView[],
  today: string,
  count: number,
  { timezone, dayStart }: { readonly timezone: string; readonly dayStart: number },
): readonly DayValue[] => {
  const last = new Map<string, string>();
  for (const log of logs) {
    if (log.value_number === null || log.voided_at !== null) continue;
    const date = dayIn(log.logged_at, timezone, dayStart);
    if (!last.has(date)) last.set(date, log.value_number);
  }
  return Array.from({ length: count }, (_, i) => {
    const date = addDays(today, i - count + 1);
    const text = last.get(date) ?? null;
    return { date, value: text === null ? null : Number(text), text };
  });
};
