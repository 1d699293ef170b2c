/** What becomes of the moments of one call: each against the row as the ones before it leave it (spec 5.1). Pure. */
import { momentValue, readMoment, type SentMoment } from '#core/domain/dog/moment.ts';
import { syncMoment, type MomentVersion } from '#core/domain/dog/sync.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import { logicalDate, type Calendar } from '#core/domain/time/calendar.ts';
import type { ManualFact } from '#core/providers/manual/index.ts';
import type { MomentWrite } from '#infra/stores/moment-store.ts';
import type { OwnFact } from '#infra/stores/raw-store.ts';
import type { MomentOverview } from '#infra/views/moment-view.ts';

/** What one item came to. */
export type MomentOutcome =
  | {
      readonly status: 'created' | 'duplicate' | 'updated' | 'deleted';
      readonly clientEventId: string;
      readonly id: string;
      readonly revision: number;
    }
  | { readonly status: 'conflict'; readonly current: MomentOverview }
  | { readonly status: 'rejected'; readonly clientEventId: string | null; readonly error: DomainError };

/** An item that was read, or why it cannot be one. */
export type ReadItem = SentMoment | Extract<MomentOutcome, { status: 'rejected' }>;

const idOf = (item: unknown): string | null => {
  const given = typeof item === 'object' && item !== null ? (item as JsonObject)['client_event_id'] : null;
  return typeof given === 'string' ? given : null;
};

/** Reads items one by one, so that a bad one fails alone. */
export const readItems = (items: readonly unknown[], now: Instant): readonly ReadItem[] =>
  items.map((item) => {
    try {
      return readMoment(item, now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: 'rejected', clientEventId: idOf(item), error };
    }
  });

export interface BatchContext {
  /** Rows that are stored, those of the items at least. */
  readonly stored: readonly MomentOverview[];
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly newId: () => string;
}

export interface MomentBatch {
  /** In the order of the items. */
  readonly outcomes: readonly MomentOutcome[];
  /** Rows that changed, each as the last item left it. */
  readonly writes: readonly MomentWrite[];
  /** One for each version that was accepted, in the order they came. */
  readonly facts: readonly OwnFact[];
  /** Days whose counts may have changed. */
  readonly dates: readonly LocalDate[];
}

const versionOf = (row: MomentOverview): MomentVersion => ({
  content: row,
  revision: row.clientRevision,
  deleted: row.deletedAt !== null,
});

/** The version as a fact. All it says is kept beside what is scored: the row holds the newest version only. */
const factOf = (row: MomentOverview, rawId: string, now: Instant): OwnFact => {
  const { id, clientEventId, clientRevision, occurredAt, valence, intensity, tags, context, notes } = row;
  const fact: Extract<ManualFact, { type: `behavior.${string}` }> = {
    type: `behavior.${valence}`,
    event_id: id,
    occurred_at: occurredAt,
    value: momentValue(context),
    revision: clientRevision,
    deleted: row.deletedAt !== null,
  };
  return {
    id: rawId,
    key: `${clientEventId}:${clientRevision}`,
    source: 'manual',
    eventName: fact.type,
    payload: { ...fact, moment: { client_event_id: clientEventId, intensity, tags, context, notes } },
    receivedAt: now,
  };
};

const rowOf = (
  sent: SentMoment,
  { content, revision, deleted }: MomentVersion,
  before: MomentOverview | undefined,
  { calendar, now, newId }: BatchContext,
): MomentOverview => ({
  ...content,
  id: before?.id ?? newId(),
  clientEventId: sent.clientEventId,
  clientRevision: revision,
  localDate: logicalDate(calendar, content.occurredAt),
  deletedAt: deleted ? (before?.deletedAt ?? now) : null,
  createdAt: before?.createdAt ?? now,
  updatedAt: now,
});

/** Decides all items in turn. */
export const decideMoments = (items: readonly ReadItem[], context: BatchContext): MomentBatch => {
  const rows = new Map(context.stored.map((row) => [row.clientEventId, row]));
  const writes = new Map<string, MomentWrite>();
  const facts: OwnFact[] = [];
  const dates = new Set<LocalDate>();

  const accept = (sent: SentMoment, version: MomentVersion, isVersion: boolean): MomentOverview => {
    const before = rows.get(sent.clientEventId);
    const row = rowOf(sent, version, before, context);
    const rawId = isVersion ? context.newId() : null;
    if (rawId !== null) {
      facts.push(factOf(row, rawId, context.now));
      for (const counted of [before, row]) if (counted?.deletedAt === null) dates.add(counted.localDate);
    }
    rows.set(sent.clientEventId, row);
    const eventRawId = rawId ?? writes.get(sent.clientEventId)?.eventRawId ?? null;
    writes.set(sent.clientEventId, { ...row, eventRawId });
    return row;
  };

  const decide = (item: ReadItem): MomentOutcome => {
    if ('status' in item) return item;
    const before = rows.get(item.clientEventId);
    const { status, row: version, writes: what } = syncMoment(before ? versionOf(before) : null, item);
    const row = what === 'nothing' ? before : accept(item, version, what === 'version');
    if (!row) throw new Error('a moment that was synced has no row');
    if (status === 'conflict') return { status, current: row };
    return { status, clientEventId: row.clientEventId, id: row.id, revision: row.clientRevision };
  };

  const outcomes = items.map(decide);
  return { outcomes, writes: [...writes.values()], facts, dates: [...dates].sort() };
};
