/** Hex colours: reading and mixing. */

type Rgb = readonly [red: number, green: number, blue: number];

/** `#abc` or `#aabbcc`, the only colours that may come from outside besides coat names. */
export const isHexColour = (text: string): boolean => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text);

const channels = (colour: string): Rgb => {
  const digits = colour.replace('#', '');
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const at = (i: number) => parseInt(full.slice(i, i + 2), 16);
  return [at(0), at(2), at(4)];
};

/** `share` of the way from colour `from` to colour `to`, as `#rrggbb`. */
export const mix = (from: string, to: string, share: number): string => {
  const [a, b] = [channels(from), channels(to)];
  const part = (i: 0 | 1 | 2) =>
    Math.round(a[i] + (b[i] - a[i]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
};
