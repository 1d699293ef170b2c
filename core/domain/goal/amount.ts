/** Amounts of goals: decimals with at most two places, exact from end to end (spec 3.2). */
import { DomainError } from '../errors.ts';

const AMOUNT = /^-?\d{1,8}(\.\d{1,2})?$/;

/** Hundredths as an exact integer. @throws {Error} for text that `parseAmount` would refuse. */
export const toCents = (amount: string): bigint => {
  if (!/^-?\d+(\.\d{1,2})?$/.test(amount)) throw new Error(`not an amount: ${amount}`);
  const [whole = '0', places = ''] = amount.replace('-', '').split('.');
  const cents = BigInt(whole) * 100n + BigInt(places.padEnd(2, '0'));
  return amount.startsWith('-') ? -cents : cents;
};

/** `250` hundredths as `"2.50"`. */
export const fromCents = (cents: bigint): string => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * An amount as a client sent it, as `"19.90"`. Nothing is ever rounded silently.
 * @throws {DomainError} `amount_invalid` for anything but up to 8 digits with up to 2 places, `amount_zero` for zero
 */
export const parseAmount = (sent: string | number, field = 'value'): string => {
  const text = String(sent);
  if (!AMOUNT.test(text)) {
    throw new DomainError('amount_invalid', {
      field,
      detail: `${field} must be a decimal with at most 8 digits and 2 places.`,
    });
  }
  const cents = toCents(text);
  if (cents === 0n) throw new DomainError('amount_zero', { field, detail: `${field} must not be zero.` });
  return fromCents(cents);
};

const SUM_MAX = 9_999_999_999n;

/** @throws {DomainError} `amount_out_of_range` when a sum leaves ±99,999,999.99 */
export const assertSum = (cents: bigint, field = 'value'): void => {
  if (cents > SUM_MAX || cents < -SUM_MAX) {
    throw new DomainError('amount_out_of_range', { field, detail: 'The sum of a goal stays within 99,999,999.99.' });
  }
};
