/** Tags of a moment: one spelling for one tag, however it was typed (spec 5.1). */
import type { FieldFault } from '../errors.ts';
import { faultAt, type Read } from './faults.ts';
import { asStoredText, lengthOf } from './stored-text.ts';

/** Code points of a tag, at most. */
export const TAG_LENGTH_MAX = 50;
/** Tags of a moment, at most. */
export const TAGS_MAX = 10;

/** NFKC makes every other hyphen and wide space one of these. */
const GAPS = /[\p{White_Space}\u002d\u2010]+/gu;
/** The look behind keeps a long row of `_` inside a tag from being tried again at each of its places. */
const OUTER = /^_+|(?<!_)_+$/g;

/**
 * The spelling a tag is stored in: ` Other-Dog ` is `other_dog`. Empty when nothing is left. A trigger is spelled the same
 * way (spec 5.2), and so is what is searched for. Spelling it twice changes nothing.
 */
export const normaliseTag = (text: string): string =>
  asStoredText(text)
    .normalize('NFKC')
    .toLowerCase()
    // A small letter may join with its mark where the capital could not: H with a line below.
    .normalize('NFKC')
    .replace(GAPS, '_')
    .replace(OUTER, '');

/**
 * The tags that are stored, in the order of their first use; each once, empty ones dropped. Faults are `validation_failed`
 * for `tags.<place in what was sent>` (more than 50 code points) and for `tags` (more than 10).
 */
export const readTags = (sent: readonly string[]): Read<readonly string[]> => {
  const spelled = sent.map(normaliseTag);
  const tags = [...new Set(spelled)].filter((tag) => tag !== '');
  const faults: FieldFault[] = tags
    .filter((tag) => lengthOf(tag) > TAG_LENGTH_MAX)
    .map((tag) => faultAt(`tags.${spelled.indexOf(tag)}`, `A tag has at most ${TAG_LENGTH_MAX} characters.`));
  if (tags.length > TAGS_MAX) faults.push(faultAt('tags', `A moment has at most ${TAGS_MAX} tags.`));
  return { value: tags, faults };
};
