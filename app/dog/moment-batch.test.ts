import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dailyMetrics } from '#core/domain/dog/daily-metrics.ts';
import type { Calendar } from '#core/domain/time/calendar.ts';
import type { MomentOverview } from '#infra/views/moment-view.ts';
import { decideMoments, readItems, type MomentBatch } from './moment-batch.ts';

const RUNS = { numRuns: 2000 };
const NOW = '2026-03-10T12:00:00.000Z';
const calendar: Calendar = [{ effectiveAt: null, timezone: 'UTC', dayStartHour: 4, weekStart: 1 }];

const item = fc.record({
  client_event_id: fc.constantFrom('moment-a', 'moment-b', 'moment-c', 'short'),
  client_revision: fc.constantFrom(undefined, 1, 2, 3),
  occurred_at: fc.constantFrom('2026-03-01T03:59:59Z', '2026-03-01T04:00:00Z', '2026-03-05T12:00:00Z'),
  valence: fc.constantFrom('positive', 'negative'),
  intensity: fc.constantFrom(1, 4),
  tags: fc.constantFrom([], ['a'], ['B', 'a']),
  deleted: fc.boolean(),
});
const items = fc.array(fc.oneof({ weight: 20, arbitrary: item }, fc.constant(null)), { maxLength: 12 });

/** Ids that are told apart, and the same for the same items. */
const counter = () => {
  let count = 0;
  return () => `id-${(count += 1)}`;
};

const decide = (sent: readonly unknown[], stored: readonly MomentOverview[], newId: () => string): MomentBatch =>
  decideMoments(readItems(sent, NOW), { stored, calendar, now: NOW, newId });

const after = (stored: readonly MomentOverview[], { writes }: MomentBatch): readonly MomentOverview[] => {
  const rows = new Map(stored.map((row) => [row.clientEventId, row]));
  for (const { eventRawId: _, ...row } of writes) rows.set(row.clientEventId, row);
  return [...rows.values()];
};

const counted = (rows: readonly MomentOverview[]) => dailyMetrics(rows.filter(({ deletedAt }) => deletedAt === null));
const told = ({ outcomes }: MomentBatch) =>
  outcomes.map((outcome) => (outcome.status === 'rejected' ? [outcome.clientEventId, outcome.error.code] : outcome));

test('one call decides as one call for each item would', () => {
  fc.assert(
    fc.property(items, (sent) => {
      const whole = decide(sent, [], counter());
      const newId = counter();
      let rows: readonly MomentOverview[] = [];
      const each = sent.map((one) => {
        const batch = decide([one], rows, newId);
        rows = after(rows, batch);
        return batch;
      });
      expect(told(whole)).toEqual(each.flatMap(told));
      expect(whole.facts).toEqual(each.flatMap(({ facts }) => facts));
      expect(after([], whole)).toEqual(rows);
    }),
    RUNS,
  );
});

test('days whose counts change are named, every version has a key of its own, and each row names its newest', () => {
  fc.assert(
    fc.property(items, items, (first, second) => {
      const newId = counter();
      const before = after([], decide(first, [], newId));
      const batch = decide(second, before, newId);
      const [was, is] = [before, after(before, batch)].map((rows) =>
        counted(rows).map((day) => [day.date, JSON.stringify(day)] as const),
      );
      const differing = [...new Map(was), ...new Map(is)].filter(
        ([date]) => new Map(was).get(date) !== new Map(is).get(date),
      );
      for (const [date] of differing) expect(batch.dates).toContain(date);
      expect(new Set(batch.facts.map(({ key }) => key)).size).toBe(batch.facts.length);
      for (const { id, eventRawId } of batch.writes) {
        const own = batch.facts.filter(({ payload }) => payload['event_id'] === id);
        expect(eventRawId).toBe(own.at(-1)?.id ?? null);
      }
    }),
    RUNS,
  );
});

test('what is undone, edited and brought back keeps its id and its first instant of undoing', () => {
  const sent = { client_event_id: 'moment-a', occurred_at: '2026-03-05T12:00:00Z', valence: 'positive' };
  const newId = counter();
  const later = (stored: readonly MomentOverview[], now: string, more: object) => {
    const read = readItems([{ ...sent, ...more }], now);
    return after(stored, decideMoments(read, { stored, calendar, now, newId }));
  };
  const made = later([], NOW, {});
  const undone = later(made, '2026-03-11T12:00:00.000Z', { client_revision: 2, deleted: true });
  const edited = later(undone, '2026-03-12T12:00:00.000Z', { client_revision: 3, deleted: true, intensity: 5 });
  const back = later(edited, '2026-03-13T12:00:00.000Z', { client_revision: 4 });
  expect([made, undone, edited, back].map(([row]) => [row?.id, row?.createdAt, row?.deletedAt])).toEqual([
    ['id-1', NOW, null],
    ['id-1', NOW, '2026-03-11T12:00:00.000Z'],
    ['id-1', NOW, '2026-03-11T12:00:00.000Z'],
    ['id-1', NOW, null],
  ]);
});
