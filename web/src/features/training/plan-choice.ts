/** Plans that are there without a model. Pure. */
import { TEMPLATE_KEYS, templateListing, templates } from '#core/domain/dog/plan/templates.ts';
import { normaliseTag } from '#core/domain/dog/tags.ts';

/** None of them. */
export const OTHER = 'other';

export const planOptions = TEMPLATE_KEYS.map((key) => ({ key, title: templates[key].title }));

/** The plan that the words of a title speak for, else `OTHER`. */
export const topicOf = (title: string): string => {
  const same = TEMPLATE_KEYS.find((key) => templates[key].title === title);
  if (same) return same;
  const words = title.split(/[^\p{L}\p{N}]+/u).map(normaliseTag);
  const pairs = words.map((word, index) => `${word}_${words[index + 1] ?? ''}`);
  return [...words, ...pairs].map(templateListing).find((key) => key !== null) ?? OTHER;
};
