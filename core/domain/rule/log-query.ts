/**
 * Questions of the core to whoever stores the logs. Work that needs logs is a generator: it yields a few questions at a
 * time, is sent the answers, and returns its result. The store stays outside, so the work stays pure.
 *
 * @example
 * let step = work.next();
 * while (!step.done) step = work.next(await store.answer(step.value));
 * return step.value;
 */
import type { Instant } from '../event.ts';
import { exact, isFine } from './exact.ts';
import { instant } from './instants.ts';
import { takesPart, type GoalRule, type Log } from './rule.ts';

/** The logs of one tracker, without voided ones, in [from, to): one walk along the index on (tracker, time). */
export interface LogQuery {
  readonly trackerId: string;
  /** `null`: since ever. */
  readonly from: Instant | null;
  readonly to: Instant;
  /**
   * `numbers`: those with a number. `fine`: those whose number has more than 6 decimals; a few too many, such as `1.0000000`,
   * do no harm. They are rare, so a partial index finds that there are none.
   */
  readonly which: 'any' | 'numbers' | 'fine';
  /** All of them, or so many from one end, by (`logged_at`, `id`). */
  readonly take: 'all' | { readonly first: number } | { readonly last: number };
}

/** One list of logs for each question; the order within a list does not matter. */
export type LogAnswers = readonly (readonly Log[])[];

export type LogReader<T> = Generator<readonly LogQuery[], T, LogAnswers>;

/** Asks; without a question there is nothing to wait for. */
export const ask = function* (queries: readonly LogQuery[]): LogReader<LogAnswers> {
  return queries.length === 0 ? [] : yield queries;
};

/** Asks under names; the answers to all the questions of a name come as one list. */
export const askByName = function* <Name extends string>(
  questions: Readonly<Record<Name, readonly LogQuery[]>>,
): LogReader<Readonly<Record<Name, readonly Log[]>>> {
  const names = Object.keys(questions) as Name[];
  const answers = (yield* ask(names.flatMap((name) => questions[name])))[Symbol.iterator]();
  const answerTo = (name: Name): readonly Log[] => questions[name].flatMap(() => answers.next().value ?? []);
  return Object.fromEntries(names.map((name) => [name, answerTo(name)])) as Record<Name, readonly Log[]>;
};

/** Makes the questions of a goal about [from, to), in epoch milliseconds; logs after `now` do not exist. */
export const questionsOf =
  (rule: GoalRule, now: number) =>
  (from: number, to: number, take: LogQuery['take'] = 'all', fine = false): LogQuery => ({
    trackerId: rule.trackerId,
    from: from === -Infinity ? null : instant(from),
    to: instant(Math.min(to, now + 1)),
    which: fine ? 'fine' : takesPart(rule, { value: null }) ? 'any' : 'numbers',
    take,
  });

const byTime = (a: Log, b: Log): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Answers from logs in memory: the meaning of a question, for tests and for a page that has the logs at hand. */
export const answerFrom = (logs: readonly Log[], { from, to, which, take }: LogQuery): readonly Log[] => {
  const [low, high] = [from === null ? -Infinity : Date.parse(from), Date.parse(to)];
  const found = logs
    .filter(({ at }) => low <= Date.parse(at) && Date.parse(at) < high)
    .filter(({ value }) => which === 'any' || (value !== null && (which === 'numbers' || isFine(exact(value)))))
    .sort(byTime);
  if (take === 'all') return found;
  return 'first' in take ? found.slice(0, take.first) : found.slice(-take.last);
};

/** Runs work to its end with answers that are at hand. */
export const runWith = <T>(work: LogReader<T>, answer: (query: LogQuery) => readonly Log[]): T => {
  let step = work.next();
  while (!step.done) step = work.next(step.value.map(answer));
  return step.value;
};
