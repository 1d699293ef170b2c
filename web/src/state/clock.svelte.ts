/** The time where the owner lives: their zone and their start of the day, from minute to minute. */
import { session } from './session.svelte.ts';

const MINUTE_MS = 60_000;

/** Hour, 0 to 23, and calendar date in `timezone`; a zone the browser does not know is the browser's own. */
const partsIn = (atMs: number, timezone: string | undefined): { hour: number; date: string } => {
  const format = (zone: string | undefined) =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(atMs);
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = format(timezone);
  } catch {
    parts = format(undefined);
  }
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { hour: Number(of('hour')), date: `${of('year')}-${of('month')}-${of('day')}` };
};

/** The day an instant counts for, to sort the feed by; the server's own answer is exact to the second of a clock change. */
const dayOf = (atMs: number, timezone: string | undefined, dayStartHour: number): string =>
  partsIn(atMs - dayStartHour * 60 * MINUTE_MS, timezone).date;

const createClock = () => {
  let nowMs = $state(Date.now());
  const hour = $derived(partsIn(nowMs, session.user?.timezone).hour);
  const today = $derived(dayOf(nowMs, session.user?.timezone, session.user?.day_start_hour ?? 0));
  return {
    /** Epoch milliseconds. */
    get nowMs() {
      return nowMs;
    },
    get hour() {
      return hour;
    },
    /** The owner's day, `YYYY-MM-DD`. */
    get today() {
      return today;
    },
    /** Starts ticking. Returns how to stop. */
    start: (): (() => void) => {
      const timer = setInterval(() => (nowMs = Date.now()), MINUTE_MS);
      return () => clearInterval(timer);
    },
  };
};

export const clock = createClock();
