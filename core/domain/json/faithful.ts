/**
 * JSON text and PostgreSQL's `jsonb`: what `jsonb` cannot hold as it was sent keeps its exact bytes beside it, and
 * `payload` holds the nearest form (architecture 6). Pure.
 */

export interface Storable {
  /** JSON text that `jsonb` takes. */
  readonly payload: string;
  /** `jsonb` loses nothing of the text; else its exact bytes are to be kept too. */
  readonly isExact: boolean;
}

/** Deeper than any real payload, and shallow enough for every parser and every stack that meets it later. */
const DEPTH_MAX = 512;
const REPLACEMENT = '\ufffd';
/** What numeric holds: 131,072 digits before the point and 16,383 after it. */
const NUMBER_DIGITS_MAX = 10_000;

const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', REPLACEMENT);

/** The value with everything replaced that `jsonb` refuses: NUL, lone surrogates, numbers without end, great depth. */
const nearest = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return REPLACEMENT;
  if (Array.isArray(value)) return value.map((item) => nearest(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormed(key), nearest(item, depth + 1)]));
};

const isHostileString = (raw: string): boolean => {
  if (!raw.includes('\\u')) return false;
  const said = JSON.parse(raw) as string;
  return said.includes('\0') || !said.isWellFormed();
};

const isHostileNumber = (raw: string): boolean => {
  const [digits = '', exponent = '0'] = raw.toLowerCase().split('e');
  return digits.length > NUMBER_DIGITS_MAX || Math.abs(Number(exponent)) > NUMBER_DIGITS_MAX;
};

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]/gy;
const BLANK_OR_WORD = /[\s\w]/;

/** Reads valid JSON text token by token. True when `jsonb` holds all of it: every key once, every value as it was. */
const holdsAll = (text: string): boolean => {
  /** Keys of each open object; `null` for an open array. */
  const open: (Set<string> | null)[] = [];
  let expectsKey = false;
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) {
      if (!BLANK_OR_WORD.test(text.charAt(at))) return false;
      at += 1;
      continue;
    }
    at += token.length;
    const keys = open.at(-1);
    const first = token.charAt(0);
    if (first === '{' || first === '[') {
      open.push(first === '{' ? new Set() : null);
      if (open.length > DEPTH_MAX) return false;
      expectsKey = first === '{';
    } else if (first === '}' || first === ']') {
      open.pop();
      expectsKey = false;
    } else if (first === ',') {
      expectsKey = keys != null;
    } else if (first === '"') {
      if (isHostileString(token)) return false;
      if (expectsKey && keys) {
        const key = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
        if (keys.has(key)) return false;
        keys.add(key);
        expectsKey = false;
      }
    } else if (first !== ':' && isHostileNumber(token)) {
      return false;
    }
  }
  return true;
};

/** Compact text without escapes that writes back to itself has no repeated key and nothing `jsonb` refuses. */
const writesBack = (value: unknown, text: string): boolean => {
  if (text.includes('\\u')) return false;
  try {
    return JSON.stringify(value) === text;
  } catch {
    return false; // nested too deep to be written
  }
};

/** `null`: the text is no JSON. */
export const storable = (text: string): Storable | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (writesBack(value, text) || holdsAll(text)) return { payload: text, isExact: true };
  return { payload: JSON.stringify(nearest(value, 0)), isExact: false };
};
