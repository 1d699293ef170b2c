/**
 * Reward-based training only (AVSAB 2021; spec 5.7). The filter knows no context, on purpose: a false alarm costs a retry, a
 * miss would teach a blow.
 */
import type { PlanStep } from './plan.ts';

const words = [
  String.raw`shock(?:s|ed|ing)?`,
  String.raw`e[\p{Pd}\s]?collars?`,
  String.raw`prongs?`,
  String.raw`chok(?:e|es|ed|ing)`,
  String.raw`alpha[\p{Pd}\s]+roll(?:s|ed|ing)?`,
  String.raw`dominance`,
  String.raw`dominat(?:e|es|ed|ing)`,
  String.raw`pin(?:s|ned|ning)?`,
  String.raw`leash[\p{Pd}\s]+(?:pop(?:s|ped|ping)?|corrections?)`,
  String.raw`jerk(?:s|ed|ing)?`,
  String.raw`hit(?:s|ting)?`,
  String.raw`scruff(?:s|ed|ing)?`,
  String.raw`flood(?:s|ed|ing)?`,
];

/** Each with no letter or digit directly before or behind it. */
export const FORBIDDEN: readonly RegExp[] = words.map(
  (word) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${word})(?![\p{L}\p{N}])`, 'iu'),
);

/** The first forbidden method that a text names, in the text's own NFKC words; `null`: none. */
export const forbiddenIn = (text: string): string | null => {
  const plain = text.normalize('NFKC');
  for (const pattern of FORBIDDEN) {
    const found = pattern.exec(plain);
    if (found) return found[0];
  }
  return null;
};

const FIELDS = ['title', 'details', 'successCriteria'] as const;

export interface MethodFault {
  /** From 1. */
  readonly step: number;
  readonly field: (typeof FIELDS)[number];
  /** As it stands there. */
  readonly found: string;
}

/** Every field of a plan that names a forbidden method, in reading order. */
export const methodFaults = (steps: readonly Pick<PlanStep, MethodFault['field']>[]): readonly MethodFault[] =>
  steps.flatMap((step, index) =>
    FIELDS.flatMap((field): readonly MethodFault[] => {
      const found = forbiddenIn(step[field]);
      return found === null ? [] : [{ step: index + 1, field, found }];
    }),
  );
