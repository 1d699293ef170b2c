/** Small writers of SVG text. Numbers are rounded to a tenth, so that every engine writes the same string. */

/** Rounded to a tenth. */
export const num = (value: number): string => String(Math.round(value * 10) / 10);

/** Path data with every number rounded. */
export const geo = (parts: TemplateStringsArray, ...values: number[]): string =>
  parts.reduce((text, part, i) => {
    const value = values[i];
    return text + part + (value === undefined ? '' : num(value));
  }, '');

/** A `<path>`. */
export const shape = (path: string, attrs = ''): string => `<path d="${path}" ${attrs}/>`;

/** An `<ellipse>`. */
export const oval = (cx: number, cy: number, rx: number, ry: number, attrs = ''): string =>
  `<ellipse cx="${num(cx)}" cy="${num(cy)}" rx="${num(rx)}" ry="${num(ry)}" ${attrs}/>`;

/** A `<g>`. */
export const layer = (inner: string, cls = '', attrs = ''): string =>
  `<g${cls ? ` class="${cls}"` : ''}${attrs ? ' ' + attrs : ''}>${inner}</g>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from outside, safe in SVG text and in quoted attributes. */
export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** FNV-1a in base 36: a short name that depends on the text alone. */
export const shortHash = (text: string): string => {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return (hash >>> 0).toString(36);
};

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** -1 is the left side of the picture, 1 the right. */
export const SIDES = [-1, 1] as const;
export type Side = (typeof SIDES)[number];
