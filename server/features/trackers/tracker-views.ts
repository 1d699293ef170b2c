/** Trackers and logs in the shapes of api.md. */
import type { LogOutcome } from '#app/trackers/log-control.ts';
import type { LogResult, LogView, TrackerView } from '#core/contract/trackers.ts';
import type { LogOverview, TrackerOverview } from '#infra/views/tracker-view.ts';
import { problemOf } from '../../http/problem.ts';

export const logView = (row: LogOverview): LogView => ({
  id: row.id,
  tracker_id: row.trackerId,
  logged_at: row.loggedAt,
  value_number: row.valueNumber,
  value_text: row.valueText,
  value_json: row.valueJson ?? null,
  client_log_id: row.clientLogId,
  voided_at: row.voidedAt,
  void_reason: row.voidReason,
  created_at: row.createdAt,
});

export const trackerView = (row: TrackerOverview, lastLog: LogOverview | undefined): TrackerView => ({
  id: row.id,
  name: row.name,
  unit: row.unit,
  value_kind: row.valueKind,
  source_key: row.sourceKey,
  last_log: lastLog ? logView(lastLog) : null,
  goal_count: row.goalCount,
  archived_at: row.archivedAt,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

export const resultView = (outcome: LogOutcome, requestId: string): LogResult =>
  outcome.status === 'rejected'
    ? {
        status: outcome.status,
        id: null,
        client_log_id: outcome.clientLogId,
        error: problemOf(outcome.error, requestId).body as NonNullable<LogResult['error']>,
      }
    : { status: outcome.status, id: outcome.id, client_log_id: outcome.clientLogId };
