/** Moments in the shapes of api.md. */
import type { MomentOutcome } from '#app/dog/moment-batch.ts';
import type { MomentResult, MomentView } from '#core/contract/moments.ts';
import type { MomentOverview } from '#infra/views/moment-view.ts';
import { problemOf } from '../../http/problem.ts';

export const momentView = (row: MomentOverview): MomentView => ({
  id: row.id,
  client_event_id: row.clientEventId,
  client_revision: row.clientRevision,
  occurred_at: row.occurredAt,
  local_date: row.localDate,
  valence: row.valence,
  intensity: row.intensity,
  tags: [...row.tags].sort(),
  context: { ...row.context },
  notes: row.notes,
  deleted_at: row.deletedAt,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

export const resultView = (outcome: MomentOutcome, requestId: string): MomentResult => {
  switch (outcome.status) {
    case 'rejected':
      return {
        client_event_id: outcome.clientEventId,
        id: null,
        client_revision: null,
        status: outcome.status,
        error: problemOf(outcome.error, requestId).body as NonNullable<MomentResult['error']>,
      };
    case 'conflict': {
      const current = momentView(outcome.current);
      const { id, client_event_id, client_revision } = current;
      return { client_event_id, id, client_revision, status: outcome.status, current };
    }
    default:
      return {
        client_event_id: outcome.clientEventId,
        id: outcome.id,
        client_revision: outcome.revision,
        status: outcome.status,
      };
  }
};
