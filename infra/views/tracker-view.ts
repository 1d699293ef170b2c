/** Trackers and logs as the page shows them. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';
import type { ValueKind } from '../stores/tracker-store.ts';

export interface LogOverview {
  readonly id: string;
  readonly trackerId: string;
  readonly loggedAt: Instant;
  /** Decimal string without zeros at the end. */
  readonly valueNumber: string | null;
  readonly valueText: string | null;
  readonly valueJson: unknown;
  readonly clientLogId: string | null;
  readonly voidedAt: Instant | null;
  readonly voidReason: string | null;
  readonly createdAt: Instant;
}

export interface TrackerOverview {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly valueKind: ValueKind;
  readonly sourceKey: string | null;
  readonly archivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Goals on it that are not archived. */
  readonly goalCount: number;
  readonly lastLogId: string | null;
}

export interface LogPage {
  /** Half open: [from, to). */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** Where the page before ended. */
  readonly after?: { readonly loggedAt: Instant; readonly id: string } | undefined;
  readonly limit: number;
}

const LOG = `select l.id, l.tracker_id as "trackerId", l.logged_at as "loggedAt", trim_scale(l.value_number)::text as "valueNumber",
    l.value_text as "valueText", l.value_json as "valueJson", l.client_log_id as "clientLogId", v.voided_at as "voidedAt",
    v.reason as "voidReason", l.created_at as "createdAt"
  from tracker_logs l left join tracker_log_voids v on v.log_id = l.id`;

const TRACKER = `select t.id, t.name, t.unit, t.value_kind as "valueKind", t.source_key as "sourceKey", t.archived_at as "archivedAt",
    t.created_at as "createdAt", t.updated_at as "updatedAt",
    (select count(*) from goal_rules r join goals g on g.id = r.goal_id
     where r.tracker_id = t.id and r.user_id = t.user_id and g.status <> 'archived')::int as "goalCount",
    (select l.id from tracker_logs l where l.user_id = t.user_id and l.tracker_id = t.id
       and not exists (select 1 from tracker_log_voids v where v.log_id = l.id)
     order by l.logged_at desc, l.id desc limit 1) as "lastLogId"
  from trackers t`;

export const createTrackerView = (db: Queryable, userId: string) => {
  const trackers = async (rest: string, bindings: readonly Binding[]): Promise<TrackerOverview[]> =>
    (await query<TrackerOverview>(db, `${TRACKER} where t.user_id = ? ${rest}`, [userId, ...bindings])).rows;
  const logs = async (rest: string, bindings: readonly Binding[]): Promise<LogOverview[]> =>
    (await query<LogOverview>(db, `${LOG} where l.user_id = ? ${rest}`, [userId, ...bindings])).rows;

  return {
    /** Newest first. `after` is the id of the last tracker of the page before. */
    page: (options: {
      readonly archived: boolean;
      readonly after?: string | undefined;
      readonly limit: number;
    }): Promise<readonly TrackerOverview[]> =>
      trackers(
        `and (t.archived_at is not null) = ? and (?::uuid is null or t.id < ?::uuid) order by t.id desc limit ?`,
        [options.archived, options.after ?? null, options.after ?? null, options.limit],
      ),

    find: async (id: string): Promise<TrackerOverview | undefined> => (await trackers('and t.id = ?', [id]))[0],

    /** Trackers that an integration feeds, by its key; archived ones are fed no more. */
    fedBy: (sourceKeys: readonly string[]): Promise<readonly TrackerOverview[]> =>
      trackers('and t.archived_at is null and t.source_key = any(?::text[])', [sourceKeys]),

    /** Newest first, those taken back too. */
    logs: (trackerId: string, { from, to, after, limit }: LogPage): Promise<readonly LogOverview[]> =>
      logs(
        `and l.tracker_id = ? and (?::timestamptz is null or l.logged_at >= ?::timestamptz)
         and (?::timestamptz is null or l.logged_at < ?::timestamptz)
         and (?::timestamptz is null or (l.logged_at, l.id) < (?::timestamptz, ?::uuid))
         order by l.logged_at desc, l.id desc limit ?`,
        [
          trackerId,
          ...[from ?? null, from ?? null],
          ...[to ?? null, to ?? null],
          ...[after?.loggedAt ?? null, after?.loggedAt ?? null, after?.id ?? null],
          limit,
        ],
      ),

    theseLogs: (ids: readonly string[]): Promise<readonly LogOverview[]> => logs('and l.id = any(?::uuid[])', [ids]),
  };
};
