/** One spelling for one title, so that "Buy dog-food!!" and "buy dog food" are found to be the same (spec 6.1). */

const APOSTROPHES = /['\u2019\u02bc`\u00b4]/gu;
/** Invisible characters and every control character that is not white space. */
const INVISIBLE =
  /[\u200b-\u200d\u2060\ufeff\u00ad\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?!\p{White_Space})\p{Cc}/gu;

/** A run of `+` and `#`; captured when it stands directly behind a letter or digit and not directly before one. */
const PLUS_AND_HASH = /((?<=[\p{L}\p{N}])[+#]+(?![+#\p{L}\p{N}]))|[+#]+/gu;

const strip = (text: string): string => text.replace(INVISIBLE, '');

/** Full case folding without a table: ß becomes ss, ς becomes σ. */
const foldCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');

/** A message with one kind of line break, single blanks, and at most one empty line between paragraphs. Case stays. */
export const messageNorm = (message: string): string =>
  strip(message.replaceAll('\u00b4', "'").normalize('NFKC').replace(/\r\n?/g, '\n'))
    .replace(/(?:(?!\n)\p{White_Space})+/gu, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

/** The normal form of a title; the message's when only signs are left (`!!!`). */
export const titleNorm = (title: string): string => {
  const folded = foldCase(strip(title.replace(APOSTROPHES, '').normalize('NFKC')))
    .normalize('NFKC')
    .replace(APOSTROPHES, '');
  const words = folded
    .replace(PLUS_AND_HASH, (_, kept: string | undefined) => kept ?? ' ')
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, ' ')
    .trim();
  return words === '' ? messageNorm(title).replace(/\n+/g, ' ') : words;
};
