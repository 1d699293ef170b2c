/** Somebody's everyday: a hundred habits and fifty goals made through the API, and the years behind them. */
import { rebuildAll } from '#app/maintenance/rebuild.ts';
import { connectDb } from '#infra/db/connect.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { assertSame } from './context.ts';
import { openClient } from './database.ts';

const HABITS = 100;
const TRACKERS = 10;
const TRACKER_GOALS = 30;
const TARGETS = 10;
const COUNTERS = 10;

const daily = { frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: false } };
const rhythms = [
  ...[daily, daily, daily, daily],
  { frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 3 } },
  { frequency_type: 'CUSTOM_INTERVAL', frequency_config: { intervalDays: 3 } },
  { frequency_type: 'MONTHLY', frequency_config: { timesPerMonth: 10 } },
  { frequency_type: 'ADVANCED', frequency_config: { pattern: 'WEEKDAYS_ONLY', rules: {} } },
];
const rules = [
  { measure_type: 'frequency', frequency: 3, interval_value: 1, interval_unit: 'w' },
  {
    measure_type: 'frequency',
    frequency: 1,
    interval_value: 1,
    interval_unit: 'd',
    threshold_type: 'gte',
    threshold: '5',
  },
  { measure_type: 'delta', delta_goal: '40', agg_method: 'sum', interval_value: 1, interval_unit: 'm' },
];

export interface Everyday {
  readonly trackers: readonly string[];
}

export type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

/** Asks as the owner of `token`. Every answer must be a success. */
export const asker =
  (port: number, token: string): Ask =>
  async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };

const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Makes what the user keeps up and works for. Goals begin `days` ago. */
export const makeEveryday = async (askFor: Ask, days: number): Promise<Everyday> => {
  const make = async (path: string, body: object) => String(((await askFor('POST', path, body)) as { id: string }).id);
  for (let i = 0; i < HABITS; i += 1) {
    const rhythm = rhythms[i % rhythms.length];
    await make('/v1/habits', { title: `Habit ${i}`, starts_on: dateIn(-days), freeze_policy: 'auto', ...rhythm });
  }
  const trackers: string[] = [];
  for (let i = 0; i < TRACKERS; i += 1) trackers.push(await make('/v1/trackers', { name: `Tracker ${i}`, unit: 'km' }));
  for (let i = 0; i < TRACKER_GOALS; i += 1) {
    await make('/v1/goals', {
      ...{ kind: 'tracker', title: `Rule ${i}`, tracker_id: trackers[i % TRACKERS], timezone: 'UTC', week_start: 1 },
      ...{
        starts_at: `${dateIn(-days)}T00:00:00Z`,
        day_start_hour: 0,
        ...rules[Math.floor(i / TRACKERS) % rules.length],
      },
    });
  }
  for (let i = 0; i < TARGETS; i += 1) {
    const target = { unit: 'EUR', target_value: '90000', start_date: dateIn(-days), target_date: dateIn(400) };
    await make('/v1/goals', { kind: 'target_based', title: `Target ${i}`, ...target });
  }
  for (let i = 0; i < COUNTERS; i += 1)
    await make('/v1/goals', { kind: 'continuous_counter', title: `Counter ${i}`, unit: 'days' });
  return { trackers };
};

/**
 * `completions`, `logs` and a daily amount of each target and counter over the last `days`, as if written long ago; stats,
 * periods and sums are then computed from them, as after every change of the rules. Everything is spread evenly.
 */
export const seedYears = async (
  url: string,
  userId: string,
  years: { readonly days: number; readonly completions: number; readonly logs: number },
): Promise<void> => {
  const client = await openClient(url);
  try {
    const each = years.completions / HABITS;
    // A stride that shares no divisor with the days visits each once: gaps lie everywhere, no day comes twice.
    const completions = await client.query(
      `insert into habit_completions (habit_id, user_id, completion_date)
       select h.id, h.user_id, current_date - d
       from (select id, user_id, row_number() over (order by id)::int as n from habits where user_id = $1) h
       cross join generate_series(1, $2::int) as d where (d::bigint * 7919 + h.n * 31) % $2 < $3`,
      [userId, years.days, each],
    );
    assertSame('completions', completions.rowCount, years.completions);
    const perTracker = years.logs / TRACKERS;
    const logs = await client.query(
      `insert into tracker_logs (user_id, tracker_id, logged_at, value_number)
       select t.user_id, t.id, now() - make_interval(secs => i * $2::float8 * 86400 / $3), (1 + (i * 37) % 11)::numeric
       from trackers t cross join generate_series(1, $3::int) as i where t.user_id = $1`,
      [userId, years.days, perTracker],
    );
    assertSame('logs', logs.rowCount, years.logs);
    await client.query(
      `insert into progress_entries (goal_id, user_id, value, entry_date)
       select t.goal_id, t.user_id, 1 + (d % 7), current_date - d from goal_targets t cross join generate_series(1, $2::int) as d
       where t.user_id = $1`,
      [userId, years.days],
    );
    await client.query('vacuum (analyze)');
  } finally {
    await client.end();
  }
  const db = connectDb(url, { max: 2, application: 'pawgress-bench' });
  try {
    await rebuildAll(createUnitOfWork(db), ['habits', 'goals'], () => new Date().toISOString());
    await db.raw('vacuum (analyze)');
    await db.raw('checkpoint');
  } finally {
    await db.destroy();
  }
};
