/** What arrived on a connection and what became of it. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';

export type DeliveryStatus = 'pending' | 'processed' | 'ignored' | 'failed' | 'forgotten';

export interface DeliveryOverview {
  readonly id: string;
  readonly integrationId: string;
  readonly externalEventId: string;
  readonly eventName: string | null;
  readonly receivedAt: Instant;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly attempts: number;
  /** `infinity`: its connection is paused. */
  readonly nextAttemptAt: string;
  readonly processedAt: Instant | null;
  readonly events: number;
  readonly xp: number;
}

export interface DeliveryDetail extends DeliveryOverview {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: unknown;
}

const COLUMNS = `r.id, r.integration_id as "integrationId", r.external_event_id as "externalEventId", r.event_name as "eventName",
  r.received_at as "receivedAt", w.status, w.reason, w.attempts, w.next_attempt_at as "nextAttemptAt", w.processed_at as "processedAt",
  c.events, c.xp`;

const FROM = `from event_raw r join event_processing w on w.event_raw_id = r.id cross join lateral (
    select count(*)::int as events, coalesce(sum(s.xp), 0)::int as xp
    from events e left join event_scores s on s.event_id = e.id where e.event_raw_id = r.id and e.user_id = r.user_id) c`;

export interface DeliveryPage {
  readonly status?: DeliveryStatus | undefined;
  /** Id of the last delivery of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export const createDeliveryView = (db: Queryable, userId: string) => {
  const rowsOf = async <Row>(columns: string, rest: string, bindings: readonly Binding[]): Promise<Row[]> =>
    (
      await query<Row>(db, `select ${columns} ${FROM} where r.user_id = ? and w.user_id = r.user_id ${rest}`, [
        userId,
        ...bindings,
      ])
    ).rows;

  return {
    /** Newest first. */
    page: (integrationId: string, { status, after, limit }: DeliveryPage): Promise<readonly DeliveryOverview[]> =>
      rowsOf<DeliveryOverview>(
        COLUMNS,
        `and r.integration_id = ? ${status === undefined ? '' : 'and w.status = ?'} ${after === undefined ? '' : 'and r.id < ?'}
         order by r.id desc limit ?`,
        [integrationId, ...(status === undefined ? [] : [status]), ...(after === undefined ? [] : [after]), limit],
      ),

    find: async (integrationId: string, rawId: string): Promise<DeliveryOverview | undefined> =>
      (await rowsOf<DeliveryOverview>(COLUMNS, 'and r.integration_id = ? and r.id = ?', [integrationId, rawId]))[0],

    detail: async (integrationId: string, rawId: string): Promise<DeliveryDetail | undefined> =>
      (
        await rowsOf<DeliveryDetail>(`${COLUMNS}, r.headers, r.payload`, 'and r.integration_id = ? and r.id = ?', [
          integrationId,
          rawId,
        ])
      )[0],

    /** Deliveries by id, in no order. */
    these: (ids: readonly string[]): Promise<readonly DeliveryOverview[]> =>
      rowsOf<DeliveryOverview>(COLUMNS, 'and r.integration_id is not null and r.id = any(?::uuid[])', [ids]),
  };
};
