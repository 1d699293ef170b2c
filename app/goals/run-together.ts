/** Runs several pieces of work that ask for logs side by side, so that a store is asked once for all of them. */
import type { LogAnswers, LogQuery, LogReader } from '#core/domain/rule/log-query.ts';

/** Results in the order of `works`. `answer` gets the questions of every piece that waits, in one call. */
export const runTogether = async <T>(
  works: readonly LogReader<T>[],
  answer: (queries: readonly LogQuery[]) => Promise<LogAnswers>,
): Promise<readonly T[]> => {
  let steps = works.map((work) => ({ work, step: work.next() }));
  for (;;) {
    const queries = steps.flatMap(({ step }) => (step.done === true ? [] : step.value));
    if (steps.every(({ step }) => step.done === true)) break;
    const answers = queries.length > 0 ? await answer(queries) : [];
    let at = 0;
    steps = steps.map(({ work, step }) => {
      if (step.done === true) return { work, step };
      const own = answers.slice(at, at + step.value.length);
      at += step.value.length;
      return { work, step: work.next(own) };
    });
  }
  return steps.flatMap(({ step }) => (step.done === true ? [step.value] : []));
};
