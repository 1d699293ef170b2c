/** Exact decimals for the eye. Pure; no digit is ever lost or rounded. */

/** `2250.00` as `2,250`, `-0.50` as `−0.50`. */
export const plain = (decimal: string): string => {
  const [whole = '0', places = ''] = decimal.replace(/^[-−]/, '').split('.');
  const short = /^0*$/.test(places) ? '' : places;
  const digits = `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${short === '' ? '' : `.${short}`}`;
  return /^[-−]/.test(decimal) && /[1-9]/.test(digits) ? `−${digits}` : digits;
};

/** `2,250 km`, `90 %`; without a unit the number alone. */
export const withUnit = (decimal: string, unit: string | null): string =>
  unit === null || unit === '' ? plain(decimal) : `${plain(decimal)} ${unit}`;

/** `+0.3`, `−0.5`, `0` */
export const signed = (decimal: string): string =>
  decimal.startsWith('-') || /^0(\.0*)?$/.test(decimal) ? plain(decimal) : `+${plain(decimal)}`;

/** A share from 0 to 1 in whole per cent: all of it is said of all of it alone. */
export const percentOf = (share: string | null): number => Math.floor(Math.round(Number(share ?? 0) * 10_000) / 100);

/** What a person types, with a comma for a point and blanks around it, as the API takes it. */
export const typedDecimal = (text: string): string =>
  text
    .trim()
    .replace(/^−/, '-')
    .replace(/^\+/, '')
    .replace(/^(-?\d+),(\d+)$/, '$1.$2');
