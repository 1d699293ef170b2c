/** Times of day for habits that may be done more than once a day. Pure. */

/** `HH:MM:SS` on the wall of `timezone`; the device's own for a zone the browser does not know. */
export const timeIn = (atMs: number, timezone: string | undefined): string => {
  const format = (zone: string | undefined) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium', hourCycle: 'h23' }).format(atMs);
  try {
    return format(timezone);
  } catch {
    return format(undefined);
  }
};

const DAY_S = 86_400;

const secondsOf = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
};

const two = (n: number): string => String(n).padStart(2, '0');

/** The first second from `time` on that is not in `taken`: two taps in one second are two times. */
export const freeTime = (time: string, taken: readonly (string | null)[]): string => {
  let seconds = secondsOf(time);
  const text = () => `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  while (taken.includes(text())) seconds = (seconds + 1) % DAY_S;
  return text();
};
