/** Goals as the page shows them, with what their pace is computed from. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';
import type { GoalKind, GoalStatus } from '../stores/goal-store.ts';

export interface GoalOverview {
  readonly id: string;
  readonly kind: GoalKind;
  readonly title: string;
  readonly description: string | null;
  readonly status: GoalStatus;
  readonly priority: number | null;
  readonly horizon: string | null;
  readonly targetDate: LocalDate | null;
  readonly unit: string | null;
  readonly successCriteria: string | null;
  readonly categoryId: string | null;
  readonly goalGroupId: string | null;
  readonly sequenceIndex: number | null;
  readonly completedAt: Instant | null;
  readonly archivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly targetValue: string | null;
  readonly startDate: LocalDate | null;
  readonly eventFilter: { readonly types: readonly string[]; readonly meta?: JsonObject } | null;
  /** As stored: of a tracker goal, the value of its latest period and the share of its periods. */
  readonly currentValue: string | null;
  readonly progress: string | null;
  readonly chainState: 'locked' | 'active' | 'completed' | 'expired' | null;
  readonly activatedAt: Instant | null;
  readonly reachedAt: Instant | null;
  /** Date of the last entry; `null`: there is none. */
  readonly lastEntryDate: LocalDate | null;
  /** Another one whenever an entry has come: the transaction that wrote what was reached. `null`: nothing was. */
  readonly progressMark: string | null;
}

/** A day of a goal with the sum of its entries, a decimal string. */
export interface EntryDay {
  readonly date: LocalDate;
  readonly value: string;
}

export interface EntryOverview {
  readonly id: string;
  readonly value: string;
  readonly entryDate: LocalDate;
  readonly note: string | null;
  readonly sourceEventId: string | null;
  readonly createdAt: Instant;
}

export interface GroupOverview {
  readonly id: string;
  readonly title: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const SELECT = `select g.id, g.kind, g.title, g.description, g.status, g.priority, g.horizon, g.target_date as "targetDate", g.unit,
    g.success_criteria as "successCriteria", g.category_id as "categoryId", g.goal_group_id as "goalGroupId",
    g.sequence_index as "sequenceIndex", g.completed_at as "completedAt", g.archived_at as "archivedAt",
    g.created_at as "createdAt", g.updated_at as "updatedAt", t.target_value as "targetValue", t.start_date as "startDate",
    t.event_filter as "eventFilter", trim_scale(p.current_value)::text as "currentValue", p.progress::text as progress, p.chain_state as "chainState", p.activated_at as "activatedAt", p.reached_at as "reachedAt",
    p.xmin::text as "progressMark", (select max(entry_date) from progress_entries e where e.goal_id = g.id) as "lastEntryDate"
  from goals g left join goal_targets t on t.goal_id = g.id left join goal_progress p on p.goal_id = g.id`;

const GROUP = `select id, title, created_at as "createdAt", updated_at as "updatedAt" from goal_groups`;

export interface GoalPage {
  /** `undefined`: all that are not archived. */
  readonly status?: GoalStatus | undefined;
  /** Id of the last goal of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export const createGoalView = (db: Queryable, userId: string) => {
  const goals = async (rest: string, bindings: readonly Binding[]): Promise<GoalOverview[]> =>
    (await query<GoalOverview>(db, `${SELECT} where g.user_id = ? ${rest}`, [userId, ...bindings])).rows;

  return {
    /** Newest first: ids are UUIDs of version 7. */
    page: ({ status, after, limit }: GoalPage): Promise<readonly GoalOverview[]> =>
      goals(
        `and case when ?::text is null then g.status <> 'archived' else g.status = ?::goal_status end
         and (?::uuid is null or g.id < ?::uuid) order by g.id desc limit ?`,
        [status ?? null, status ?? null, after ?? null, after ?? null, limit],
      ),

    find: async (id: string): Promise<GoalOverview | undefined> => (await goals('and g.id = ?', [id]))[0],

    /** Members of chains, in order. */
    ofGroups: (groupIds: readonly string[]): Promise<readonly GoalOverview[]> =>
      goals('and g.goal_group_id = any(?::uuid[]) order by g.goal_group_id, g.sequence_index', [groupIds]),

    /** Chains, newest first. `after` is the id of the last one of the page before. */
    groups: async (page: {
      readonly after?: string | undefined;
      readonly limit: number;
    }): Promise<readonly GroupOverview[]> =>
      (
        await query<GroupOverview>(
          db,
          `${GROUP} where user_id = ? and (?::uuid is null or id < ?::uuid) order by id desc limit ?`,
          [userId, page.after ?? null, page.after ?? null, page.limit],
        )
      ).rows,

    findGroup: async (id: string): Promise<GroupOverview | undefined> =>
      (await query<GroupOverview>(db, `${GROUP} where user_id = ? and id = ?`, [userId, id])).rows[0],

    entryBy: async (clientEntryId: string): Promise<(EntryOverview & { readonly goalId: string }) | undefined> =>
      (
        await query<EntryOverview & { readonly goalId: string }>(
          db,
          `select id, goal_id as "goalId", value, entry_date as "entryDate", note, source_event_id as "sourceEventId",
             created_at as "createdAt" from progress_entries where user_id = ? and client_entry_id = ?`,
          [userId, clientEntryId],
        )
      ).rows[0],

    these: (ids: readonly string[]): Promise<readonly GoalOverview[]> =>
      goals('and g.id = any(?::uuid[]) order by g.id', [ids]),

    /** The days of these goals on which something was entered, by goal, ascending. */
    entryDays: async (goalIds: readonly string[]): Promise<ReadonlyMap<string, readonly EntryDay[]>> => {
      const { rows } = await query<{ goalId: string; days: EntryDay[] }>(
        db,
        `select goal_id as "goalId", jsonb_agg(jsonb_build_object('date', entry_date, 'value', value::text) order by entry_date) as days
         from (select goal_id, entry_date, sum(value) as value from progress_entries
           where user_id = ? and goal_id = any(?::uuid[]) group by goal_id, entry_date) d group by goal_id`,
        [userId, goalIds],
      );
      return new Map(rows.map(({ goalId, days }) => [goalId, days]));
    },

    /** Newest first; `after` is the id of the last entry of the page before. */
    entries: async (
      goalId: string,
      { after, limit }: { readonly after?: string | undefined; readonly limit: number },
    ): Promise<readonly EntryOverview[]> => {
      const { rows } = await query<EntryOverview>(
        db,
        `select e.id, e.value, e.entry_date as "entryDate", e.note, e.source_event_id as "sourceEventId", e.created_at as "createdAt"
         from progress_entries e
         where e.goal_id = ? and e.user_id = ? and (?::uuid is null or (e.entry_date, e.created_at, e.id) < (
           select a.entry_date, a.created_at, a.id from progress_entries a
           where a.id = ?::uuid and a.goal_id = e.goal_id and a.user_id = e.user_id))
         order by e.entry_date desc, e.created_at desc, e.id desc limit ?`,
        [goalId, userId, after ?? null, after ?? null, limit],
      );
      return rows;
    },
  };
};
