/** A tracker's logs made ready to be judged: those that take part, in order (spec 1.1). */
import type { Fraction } from '../goal/fraction.ts';
import { exact } from './exact.ts';
import { takesPart, type GoalRule, type Log } from './rule.ts';

export interface Reading {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `null` only for a frequency goal without threshold, which counts logs of every kind. */
  readonly value: Fraction | null;
}

/** By time, and by id at one instant. */
const inOrder = (a: Reading, b: Reading): number => a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));

/** The logs that take part and exist at `now` (epoch milliseconds), in order, each of them once. */
export const readingsOf = (rule: GoalRule, logs: readonly Log[], now: number): readonly Reading[] =>
  logs
    .filter((log) => takesPart(rule, log))
    .map(({ id, at, value }): Reading => ({ id, at: Date.parse(at), value: value === null ? null : exact(value) }))
    .filter(({ at }) => at <= now)
    .sort(inOrder)
    .filter(({ id }, index, all) => id !== all[index - 1]?.id);

/** The index of the first reading at or after `at`. */
const firstFrom = (readings: readonly Reading[], at: number): number => {
  let [low, high] = [0, readings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((readings[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Those in [from, to). */
export const within = (readings: readonly Reading[], from: number, to: number): readonly Reading[] =>
  readings.slice(firstFrom(readings, from), firstFrom(readings, to));

/** The last one before `at`, itself not included. */
export const lastBefore = (readings: readonly Reading[], at: number): Reading | undefined =>
  readings[firstFrom(readings, at) - 1];

/** @throws {Error} for a log without number, which takes no part where numbers matter */
export const numberOf = ({ id, value }: Reading): Fraction => {
  if (value === null) throw new Error(`log ${id} has no number`);
  return value;
};
