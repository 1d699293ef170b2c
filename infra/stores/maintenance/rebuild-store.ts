/** Computed rows of one user beside what the facts say they must be (spec 7.3). Part of a transaction with the user's lock. */
import type { Instant } from '#core/domain/event.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import type { Queryable } from '../../db/connect.ts';
import { query } from '../../db/query.ts';
import { LEDGER_COLUMNS, PET_COLUMNS, type LedgerRow, type StoredPet } from './ledger-audit-store.ts';

/** A goal's stored totals and the sum of its entries. Decimals are strings; `null`: there is no row, or no target. */
export interface GoalSums {
  readonly goalId: string;
  readonly title: string;
  readonly targetValue: string | null;
  readonly entered: string;
  readonly lastEntryAt: Instant | null;
  readonly currentValue: string | null;
  readonly progress: string | null;
  readonly reachedAt: Instant | null;
}

const PAGE = 2_000;

/** What `daily_activity` must hold: all events but the user's own doings to the pet. */
const EXPECTED_ACTIVITY = `
  select e.user_id, e.local_date, e.type, coalesce(r.source, 'system') as source, count(*)::int as count, sum(e.value) as value,
    coalesce(sum((select sum(s.xp) from event_scores s where s.event_id = e.id)), 0)::int as xp
  from events e left join event_raw r on r.id = e.event_raw_id
  where e.user_id = ? and e.type not like 'pet.%' group by 1, 2, 3, 4`;
const STORED_ACTIVITY = `select user_id, local_date, type, source, count, value, xp from daily_activity where user_id = ?`;

/** What `metrics_cache` must hold, from a right `daily_activity`. */
const EXPECTED_METRICS = `
  with activity as (select * from daily_activity where user_id = ?),
    day as (select user_id, sum(xp) as xp from activity group by user_id, local_date having sum(xp) > 0)
  select user_id, 'total.' || type as key, sum(value) as value from activity group by 1, 2
  union all select user_id, 'days.active', count(*) from day group by 1
  union all select user_id, 'xp.best_day', max(xp) from day group by 1`;
const STORED_METRICS = `select user_id, key, value from metrics_cache where user_id = ?`;

/** Names every row that one of the two queries has and the other has not. */
const differing = (name: string, expected: string, stored: string): string =>
  `with expected as (${expected}), stored as (${stored})
   select distinct ${name} from (
     (select * from expected except select * from stored) union all (select * from stored except select * from expected)) d
   order by 1`;

export const createRebuildStore = (db: Queryable, userId: string) => ({
  /** Days and types whose rollup is not what the events say, as `2026-03-02 commit.push`. */
  activityDifferences: async (): Promise<readonly string[]> => {
    const { rows } = await query<{ what: string }>(
      db,
      differing(`local_date || ' ' || type as what`, EXPECTED_ACTIVITY, STORED_ACTIVITY),
      [userId, userId],
    );
    return rows.map((row) => row.what);
  },

  replaceActivity: async (): Promise<void> => {
    await query(db, 'delete from daily_activity where user_id = ?', [userId]);
    await query(
      db,
      `insert into daily_activity (user_id, local_date, type, source, count, value, xp) ${EXPECTED_ACTIVITY}`,
      [userId],
    );
  },

  /** Keys whose figure is not what `daily_activity` says. */
  metricDifferences: async (): Promise<readonly string[]> => {
    const { rows } = await query<{ key: string }>(db, differing('key', EXPECTED_METRICS, STORED_METRICS), [
      userId,
      userId,
    ]);
    return rows.map((row) => row.key);
  },

  replaceMetrics: async (): Promise<void> => {
    await query(db, 'delete from metrics_cache where user_id = ?', [userId]);
    await query(db, `insert into metrics_cache (user_id, key, value) ${EXPECTED_METRICS}`, [userId]);
  },

  /** Goals that entries move: target, counter and event count. */
  goalSums: async (): Promise<readonly GoalSums[]> => {
    const { rows } = await query<GoalSums>(
      db,
      `select g.id as "goalId", g.title, t.target_value as "targetValue", coalesce(sum(e.value), 0)::text as entered,
         max(e.created_at) as "lastEntryAt", p.current_value as "currentValue", p.progress, p.reached_at as "reachedAt"
       from goals g join goal_targets t on t.goal_id = g.id
         left join progress_entries e on e.goal_id = g.id left join goal_progress p on p.goal_id = g.id
       where g.user_id = ? group by g.id, t.goal_id, p.goal_id order by g.id`,
      [userId],
    );
    return rows;
  },

  writeGoal: async (goal: {
    readonly goalId: string;
    readonly currentValue: string;
    readonly progress: string | null;
    readonly reachedAt: Instant | null;
    readonly now: Instant;
  }): Promise<void> => {
    await query(
      db,
      `insert into goal_progress (goal_id, user_id, current_value, progress, reached_at, computed_at)
       values (?, ?, ?::numeric, ?::numeric, ?::timestamptz, ?::timestamptz)
       on conflict (goal_id) do update set current_value = excluded.current_value, progress = excluded.progress,
         reached_at = excluded.reached_at, computed_at = excluded.computed_at`,
      [goal.goalId, userId, goal.currentValue, goal.progress, goal.reachedAt, goal.now],
    );
  },

  pets: async (): Promise<readonly StoredPet[]> => {
    const { rows } = await query<StoredPet>(db, `select ${PET_COLUMNS} from pets p where p.user_id = ? order by p.id`, [
      userId,
    ]);
    return rows;
  },

  /** The ledger of a pet in order, page by page. */
  async *ledger(petId: string): AsyncGenerator<readonly LedgerRow[]> {
    for (let after = 0; ;) {
      const { rows } = await query<LedgerRow>(
        db,
        `select ${LEDGER_COLUMNS} from event_scores s join events e on e.id = s.event_id
         where s.pet_id = ? and s.user_id = ? and s.pet_version > ? order by s.pet_version limit ${PAGE}`,
        [petId, userId, after],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      after = last.petVersion;
    }
  },

  writePet: async (petId: string, state: PetState, version: number): Promise<void> => {
    await query(db, `update pets set state_json = ?::jsonb, version = ? where id = ? and user_id = ?`, [
      JSON.stringify(state),
      version,
      petId,
      userId,
    ]);
  },
});
