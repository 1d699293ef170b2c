import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import type { JsonObject } from '../event.ts';
import { momentValue, readMoment, VALENCES } from './moment.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const least = { client_event_id: 'device-1-a', occurred_at: '2026-03-02T08:00:00Z', valence: 'negative' };

const refusalOf = (sent: unknown): DomainError => {
  try {
    readMoment(sent, NOW);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was taken');
};

test('what seed 000 requires is enough; the rest has its usual value', () => {
  const expected = {
    clientEventId: 'device-1-a',
    revision: null,
    deleted: false,
    content: {
      occurredAt: '2026-03-02T08:00:00.000Z',
      valence: 'negative',
      intensity: 3,
      tags: [],
      context: {},
      notes: null,
    },
  };
  expect(readMoment(least, NOW)).toEqual(expected);
  const nothing = { client_revision: null, intensity: null, tags: null, context: null, notes: null, deleted: null };
  expect(readMoment({ ...least, ...nothing }, NOW)).toEqual(expected);
});

test('everything that can be said', () => {
  const sent = {
    ...least,
    client_revision: 4,
    valence: 'positive',
    intensity: 5,
    tags: ['Leash Pulling', 'leash-pulling'],
    context: { trigger: 'Other dog', mood: 'calm' },
    notes: '  on the bridge\n',
    deleted: true,
  };
  expect(readMoment(sent, NOW)).toEqual({
    clientEventId: 'device-1-a',
    revision: 4,
    deleted: true,
    content: {
      occurredAt: '2026-03-02T08:00:00.000Z',
      valence: 'positive',
      intensity: 5,
      tags: ['leash_pulling'],
      context: { trigger: 'other_dog', mood: 'calm' },
      notes: 'on the bridge',
    },
  });
});

test.each<readonly [string, object]>([
  ['client_event_id', { client_event_id: undefined }],
  ['client_event_id', { client_event_id: 'x'.repeat(7) }],
  ['client_event_id', { client_event_id: 'x'.repeat(101) }],
  ['client_event_id', { client_event_id: 'device\0-1' }],
  ['client_event_id', { client_event_id: 'device-1-\ud83d' }],
  ['client_event_id', { client_event_id: 12_345_678 }],
  ['client_revision', { client_revision: 0 }],
  ['client_revision', { client_revision: 1.5 }],
  ['client_revision', { client_revision: 1_000_000_001 }],
  ['client_revision', { client_revision: '1' }],
  ['occurred_at', { occurred_at: 'now' }],
  ['valence', { valence: undefined }],
  ['valence', { valence: 'neutral' }],
  ['intensity', { intensity: 0 }],
  ['intensity', { intensity: 6 }],
  ['intensity', { intensity: 2.5 }],
  ['intensity', { intensity: '3' }],
  ['tags', { tags: 'pulling' }],
  ['tags', { tags: { 0: 'pulling' } }],
  ['tags.1', { tags: ['pulling', 3] }],
  ['tags.0', { tags: ['x'.repeat(51)] }],
  ['tags', { tags: Array.from({ length: 11 }, (_, i) => `t${i}`) }],
  ['context', { context: [] }],
  ['context.distance_m', { context: { distance_m: 501 } }],
  ['notes', { notes: 5 }],
  ['notes', { notes: 'x'.repeat(2001) }],
  ['deleted', { deleted: 'yes' }],
  ['id', { id: 'x' }],
])('%s is at fault (%#)', (field, change) => {
  const { code, field: named, errors } = refusalOf({ ...least, ...change });
  expect([code, named]).toEqual(['validation_failed', field]);
  expect(errors.map((fault) => fault.field)).toEqual([field]);
});

test('a moment of the future has its own code', () => {
  const { code, field } = refusalOf({ ...least, occurred_at: '2026-03-02T09:05:00.001Z' });
  expect([code, field]).toEqual(['future_date', 'occurred_at']);
});

test('all faults are told at once', () => {
  const { errors } = refusalOf({ valence: 1, context: { leash_setup: 'x', distance_m: -1 }, more: 1 });
  expect(errors.map(({ field }) => field)).toEqual([
    'client_event_id',
    'occurred_at',
    'valence',
    'context.leash_setup',
    'context.distance_m',
    'more',
  ]);
});

test.each([null, undefined, 'x', 3, [], [least]])('%j is no moment', (sent) => {
  expect(refusalOf(sent).code).toBe('validation_failed');
});

test('nothing is read from a prototype', () => {
  expect(refusalOf(Object.create(least)).code).toBe('validation_failed');
});

test('notes of emojis are counted by characters, and blank ones are none', () => {
  expect(readMoment({ ...least, notes: '🐶'.repeat(2000) }, NOW).content.notes).toBe('🐶'.repeat(2000));
  expect(readMoment({ ...least, notes: ' \n ' }, NOW).content.notes).toBeNull();
  expect(readMoment({ ...least, notes: 'a\0b\ud83d' }, NOW).content.notes).toBe('a\ufffdb\ufffd');
});

test('whatever is sent, it is read or refused by name', () => {
  let taken = 0;
  const usual = fc.record({
    client_event_id: fc.uuid(),
    occurred_at: fc
      .date({ min: new Date('1950-01-01'), max: new Date(NOW), noInvalidDate: true })
      .map((at) => at.toISOString()),
    valence: fc.constantFrom(...VALENCES),
  });
  const odd = fc.oneof(
    fc.record({ client_event_id: fc.jsonValue() }),
    fc.record({ client_revision: fc.oneof(fc.nat(), fc.jsonValue()) }),
    fc.record({
      occurred_at: fc.oneof(
        fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
        fc.string(),
      ),
    }),
    fc.record({ valence: fc.jsonValue() }),
    fc.record({ intensity: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.jsonValue()) }),
    fc.record({ tags: fc.oneof(fc.array(fc.string({ unit: 'binary' })), fc.jsonValue()) }),
    fc.record({ context: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()) }),
    fc.record({ notes: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()) }),
    fc.record({ deleted: fc.oneof(fc.boolean(), fc.jsonValue()) }),
    fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 2 }),
  );
  fc.assert(
    fc.property(usual, odd, (fine, change) => {
      try {
        const { content } = readMoment({ ...fine, ...change }, NOW);
        taken += 1;
        expect(Date.parse(content.occurredAt)).toBeLessThanOrEqual(Date.parse(NOW) + 300_000);
        expect([1, 2, 3, 4, 5]).toContain(content.intensity);
        expect(content.tags.length).toBeLessThanOrEqual(10);
        expect(JSON.stringify(content)).not.toContain('\\u0000');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        expect(error.errors.length).toBeGreaterThan(0);
        expect(error.field).toBe(error.errors[0]?.field);
      }
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(250);
  expect(taken).toBeLessThan(1_900);
});

test.each<readonly [number, JsonObject]>([
  [5, {}],
  [5, { trigger: 'bike' }],
  [7, { trigger: 'bike', handler_response: 'treated' }],
])('%i points for %j', (points, context) => {
  expect(momentValue(context)).toBe(points);
});
