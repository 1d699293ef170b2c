/** The arithmetic behind one feed line, step by step in words (spec 4.4). Pure. */
import type { z } from 'zod';
import type { WhyView } from '#core/contract/pets.ts';
import { categoryWords } from '#core/domain/pet/why.ts';
import { dateOf } from '../../ui/words.ts';

type Why = z.output<typeof WhyView>;

export interface Step {
  readonly title: string;
  readonly sum: string;
  readonly note?: string;
}

const number = new Intl.NumberFormat('en-GB');
const n = (value: number): string => number.format(value);

/** A category that these rules know; a newer server may know more. */
const nameOf = (category: string | null): string =>
  Object.entries(categoryWords).find(([name]) => name === category)?.[1] ?? 'this';

const unitsStep = ({ rule, day }: Why): Step => ({
  title: `Units of its kind on ${dateOf(day.local_date)}`,
  sum: `${n(day.units_before)} to ${n(day.units_after)}`,
  ...(rule.cap !== null && { note: `The first ${n(rule.cap)} of a day count.` }),
});

const pointsStep = ({ rule, day }: Why): Step => ({
  title: `Points for ${nameOf(rule.category)}`,
  sum: `${n(day.points_before)} to ${n(day.points_after)}`,
  note: rule.den === 1 ? `${n(rule.num ?? 0)} for each.` : `${n(rule.num ?? 0)} for every ${n(rule.den ?? 1)}.`,
});

const xpStep = ({ rule, day }: Why): Step => ({
  title: 'XP of the day',
  sum: `${n(day.xp_before)} to ${n(day.xp_after)}`,
  note: [
    rule.taper &&
      `Up to ${n(rule.taper.full)} points count in full, up to ${n(rule.taper.half)} half, up to ${n(rule.taper.quarter)} a quarter.`,
    `A day is full at ${n(rule.day_cap)}.`,
  ]
    .filter((part) => part !== null)
    .join(' '),
});

/** Nothing to count for what earns nothing by itself. */
export const stepsOf = (why: Why): readonly Step[] =>
  why.rule.num === null ? [] : [unitsStep(why), pointsStep(why), xpStep(why)];

export const whyWords = {
  rule: (version: number) => `Rules version ${version}. They are in the open, and the same for everybody.`,
  earned: 'Earned',
  arrived: 'Arrived',
  from: 'From',
  payload: 'The whole message',
  payloadNote: 'Only you see it. Signatures and secrets of the request were checked and not kept.',
  none: 'It came from Pawgress itself: there is no message behind it.',
  failed: 'The arithmetic cannot be read now. The XP is safe.',
} as const;
