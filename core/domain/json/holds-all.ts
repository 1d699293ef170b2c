/** Reads JSON text for what `jsonb` would lose of it. One pass, no recursion, no copy of what is harmless. Pure. */

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** `numeric` holds 131,072 digits before the point and 16,383 after it. */
const NUMBER_DIGITS_MAX = 10_000;
const NUMBER_PART = /[\d.eE+-]*/y;

/** Where the string that begins at `start` ends: just behind its closing quote. */
const stringEnd = (text: string, start: number): number => {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (before > start && text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((quote - 1 - before) % 2 === 0) return quote + 1;
  }
  return text.length;
};

const numberEnd = (text: string, start: number): number => {
  NUMBER_PART.lastIndex = start;
  NUMBER_PART.test(text);
  return NUMBER_PART.lastIndex;
};

const unquoted = (raw: string): string => (raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1));

const isHostileString = (raw: string): boolean => {
  if (!raw.includes('\\u')) return false;
  const said = unquoted(raw);
  return said.includes('\0') || !said.isWellFormed();
};

const isHostileNumber = (raw: string): boolean => {
  const [digits = '', exponent = '0'] = raw.toLowerCase().split('e');
  return digits.length > NUMBER_DIGITS_MAX || Math.abs(Number(exponent)) > NUMBER_DIGITS_MAX;
};

/** Whether more than `levels` arrays and objects stand in each other. Reads any text, JSON or not. */
export const nestsDeeperThan = (text: string, levels: number): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      depth += 1;
      if (depth > levels) return true;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth -= 1;
  }
  return false;
};

/**
 * True when `jsonb` holds all of valid JSON text: every key once, every string and number as it was, and no more than
 * `depthMax` levels.
 */
export const holdsAll = (text: string, depthMax: number): boolean => {
  /** Keys of each open object; `null` for an open array. */
  const open: (Set<string> | null)[] = [];
  let keys: Set<string> | null = null;
  let expectsKey = false;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at);
      const raw = text.slice(at, end);
      if (isHostileString(raw)) return false;
      if (expectsKey && keys) {
        const key = unquoted(raw);
        if (keys.has(key)) return false;
        keys.add(key);
        expectsKey = false;
      }
      at = end;
      continue;
    }
    if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = numberEnd(text, at);
      if (isHostileNumber(text.slice(at, end))) return false;
      at = end;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      keys = code === OPEN_OBJECT ? new Set() : null;
      expectsKey = keys !== null;
      if (open.push(keys) > depthMax) return false;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      open.pop();
      keys = open.at(-1) ?? null;
      expectsKey = false;
    } else if (code === COMMA) {
      expectsKey = keys !== null;
    }
    at += 1;
  }
  return true;
};
