import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from '../provider.ts';
import { provider } from './index.ts';

const AT = '2026-03-02T12:00:00.000Z';
const run = (eventName: string | null, payload: unknown, account: Account | null = null) =>
  provider.normalise({ rawId: 'raw-1', eventName, payload, receivedAt: AT, account });

test.each(['pet.paused', 'pet.resumed', 'pet.customized'])('%s is an event, keyed by its raw row', (type) => {
  expect(run(type, { type, pet_id: 'p', meta: { color: 'fern' } })).toEqual({
    status: 'processed',
    events: [{ type, value: '1', occurredAt: AT, dedupeKey: 'pet:raw-1', meta: { color: 'fern' } }],
    skipped: [],
  });
});

test('a control without details has none', () => {
  expect(run('pet.paused', { type: 'pet.paused' })).toMatchObject({ events: [{ meta: {} }] });
});

describe('what it does not know', () => {
  test.each([[{ type: 'pet.deleted' }], [{}], [null], ['pet.paused'], [{ type: 'pet.paused', meta: [] }]])(
    '%j is ignored',
    (payload) => expect(run('pet.paused', payload)).toMatchObject({ status: 'ignored' }),
  );

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.jsonValue(), (eventName, payload) => {
        expect(['processed', 'ignored']).toContain(run(eventName, payload).status);
      }),
      { numRuns: 1000 },
    );
  });
});

test('nobody can post to it', async () => {
  expect(provider.connect).toBe('none');
  expect(provider.delivery({ 'x-github-delivery': 'x' }, '{}')).toBeNull();
  expect(await provider.verify({ body: '{}', headers: {}, secret: 's' })).toBe(false);
});
