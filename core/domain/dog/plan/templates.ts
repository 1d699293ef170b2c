/** The six plans that need no network, and which words speak for each (spec 5.7). */
import type { PlanTemplate } from './plan.ts';
import { crate } from './templates/crate.ts';
import { jumping } from './templates/jumping.ts';
import { looseLeash } from './templates/loose-leash.ts';
import { reactivity } from './templates/reactivity.ts';
import { recall } from './templates/recall.ts';
import { settle } from './templates/settle.ts';

/** By their keys, as `meta.template_key` of a goal holds them. No word speaks for two of them. */
export const templates = {
  loose_leash: looseLeash,
  recall,
  reactivity,
  settle,
  crate,
  jumping,
} as const satisfies Readonly<Record<string, PlanTemplate>>;

export type TemplateKey = keyof typeof templates;

export const TEMPLATE_KEYS = Object.keys(templates) as readonly TemplateKey[];

const listing: ReadonlyMap<string, TemplateKey> = new Map(
  TEMPLATE_KEYS.flatMap((key) => templates[key].matches.map((word): readonly [string, TemplateKey] => [word, key])),
);

/** The template that a tag or a trigger speaks for, given in its stored spelling; `null`: none. */
export const templateListing = (word: string): TemplateKey | null => listing.get(word) ?? null;
