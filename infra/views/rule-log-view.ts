/** Answers the questions of the rule engine about logs (`core/domain/rule/log-query.ts`): one statement for each kind of question. */
import type { LogAnswers, LogQuery } from '#core/domain/rule/log-query.ts';
import type { Log } from '#core/domain/rule/rule.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

type Which = LogQuery['which'];
type End = 'all' | 'first' | 'last';

const endOf = ({ take }: LogQuery): End => {
  if (take === 'all') return 'all';
  return 'first' in take ? 'first' : 'last';
};

const limitOf = ({ take }: LogQuery): number | null => {
  if (take === 'all') return null;
  return 'first' in take ? take.first : take.last;
};

/** The partial index on fine numbers is found by its own words. */
const conditions: Readonly<Record<Which, string>> = {
  any: '',
  numbers: 'and l.value_number is not null',
  fine: 'and scale(l.value_number) > 6',
};

const orders: Readonly<Record<End, string>> = {
  all: '',
  first: 'order by l.logged_at, l.id',
  last: 'order by l.logged_at desc, l.id desc',
};

const sqlOf = (which: Which, end: End): string =>
  `select q.n, l.id, l.logged_at as at, trim_scale(l.value_number)::text as value
   from unnest(?::int[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::int[]) as q(n, tracker_id, from_at, to_at, most)
   cross join lateral (
     select l.id, l.logged_at, l.value_number from tracker_logs l
     where l.user_id = ? and l.tracker_id = q.tracker_id and l.logged_at >= coalesce(q.from_at, '-infinity') and l.logged_at < q.to_at
       ${conditions[which]} and not exists (select 1 from tracker_log_voids v where v.log_id = l.id)
     ${orders[end]} limit q.most) l`;

export const createRuleLogView = (db: Queryable, userId: string) => ({
  /** One list of logs for each question, in the order of the questions. Logs that were taken back are not there. */
  answer: async (queries: readonly LogQuery[]): Promise<LogAnswers> => {
    const answers: Log[][] = queries.map(() => []);
    const kinds = new Map<string, number[]>();
    queries.forEach((one, n) => {
      const kind = `${one.which} ${endOf(one)}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), n]);
    });
    for (const [kind, places] of kinds) {
      const [which, end] = kind.split(' ') as [Which, End];
      const asked = places.flatMap((n) => queries[n] ?? []);
      const { rows } = await query<Log & { readonly n: number }>(db, sqlOf(which, end), [
        places,
        asked.map(({ trackerId }) => trackerId),
        asked.map(({ from }) => from),
        asked.map(({ to }) => to),
        asked.map(limitOf),
        userId,
      ]);
      for (const { n, ...log } of rows) answers[n]?.push(log);
    }
    return answers;
  },
});
