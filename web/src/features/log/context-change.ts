/** What is said around a moment, as a person types it. Pure. */
import { readContext } from '#core/domain/dog/context.ts';
import { typedDecimal } from '../../ui/decimal.ts';

type Context = Readonly<Record<string, unknown>>;

/** The context with some keys said anew; `undefined` and blank text take a key away. `fault`: why it stays as it was. */
export const withSaid = (
  context: Context,
  said: Context,
): { readonly context: Context; readonly fault: string | null } => {
  const kept = Object.entries({ ...context, ...said }).filter(
    ([, value]) => value !== undefined && !(typeof value === 'string' && value.trim() === ''),
  );
  const read = readContext(Object.fromEntries(kept));
  const fault = read.faults.find(({ field }) => Object.keys(said).some((key) => field === `context.${key}`));
  return fault ? { context, fault: fault.message } : { context: read.value, fault: null };
};

/** A number as a person writes it; `undefined`: nothing; the text itself where it is none, so that it is refused. */
export const typedNumber = (text: string): number | string | undefined => {
  const plain = typedDecimal(text);
  if (plain === '') return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : plain;
};

const MINUTE_S = 60;
/** Whole seconds of minutes as they are typed. */
export const typedSeconds = (text: string): number | string | undefined => {
  const minutes = typedNumber(text);
  return typeof minutes === 'number' ? Math.round(minutes * MINUTE_S) : minutes;
};
/** Minutes to be typed over: `0.5`; nothing for what is no number of seconds. */
export const minutesOf = (seconds: unknown): string =>
  typeof seconds === 'number' ? String(Math.round((100 * seconds) / MINUTE_S) / 100) : '';

const two = (n: number): string => String(n).padStart(2, '0');
/** `YYYY-MM-DDTHH:MM` on the device's own clock, for a field of that kind. */
export const fieldTimeOf = (instant: string | number): string => {
  const at = new Date(instant);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
};
