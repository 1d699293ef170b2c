/**
 * Facts as data in a prompt: one JSON object in which nothing can pass for an instruction's frame. What people typed loses
 * control and invisible characters, is cut, and stays inside a JSON string; characters that open or close a frame somewhere
 * (angle and square brackets of chat templates, backquotes of fences) are written as escapes, which read the same.
 */

/** Most code points of each kind of text that goes to a model. */
export const TEXT_LIMITS = { title: 200, text: 600, note: 300, word: 50 } as const;

/** Control, format (zero-width, direction, tags) and private characters, and variations of letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\u{fe00}-\u{fe0e}\u{e0100}-\u{e01ef}]+/gu;

/** A text as one line without unseen characters, at most `max` code points. */
export const ownerText = (text: string, max: number): string => {
  const clean = text
    .toWellFormed()
    .replace(/\p{White_Space}/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/ +/g, ' ')
    .trim();
  const points = [...clean.slice(0, 2 * max + 2)];
  return points.length <= max
    ? clean
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
};

/** `null` for what is not there or says nothing. */
export const ownerTextOrNull = (text: string | null, max: number): string | null => {
  const clean = text === null ? '' : ownerText(text, max);
  return clean === '' ? null : clean;
};

const JSON_STRING = /"(?:[^"\\]|\\.)*"/g;
const FRAMES = /[<>[\]`]/g;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The facts as JSON, for the user's message. Parsing it gives them back. */
export const asData = (facts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(facts).replace(JSON_STRING, (string) => string.replace(FRAMES, escaped));
