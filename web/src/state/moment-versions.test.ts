import { expect, test } from 'vitest';
import type { MomentView } from '#core/contract/moments.ts';
import type { QueueItem } from '../offline/queue-item.ts';
import { bodyOf, newestVersions, newMoment, viewOfTaken } from './moment-versions.ts';

const AT = Date.parse('2026-03-14T12:00:00Z');
const view = (client: string, change: Partial<MomentView> = {}): MomentView => ({
  id: `id-${client}`,
  client_event_id: client,
  client_revision: 1,
  occurred_at: new Date(AT).toISOString(),
  local_date: '2026-03-14',
  valence: 'positive',
  intensity: 3,
  tags: [],
  context: {},
  notes: null,
  deleted_at: null,
  created_at: new Date(AT).toISOString(),
  updated_at: new Date(AT).toISOString(),
  ...change,
});
const item = (client: string, revision: number, change: Partial<QueueItem> = {}): QueueItem =>
  ({
    id: `${client}-${revision}`,
    userId: 'mia',
    queuedAt: AT,
    isDeviceTime: true,
    seq: revision,
    entityKey: `moment:${client}`,
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
    reason: null,
    batchLimit: 200,
    correctionMs: null,
    kind: 'moment',
    body: bodyOf({ ...newMoment(client, 'negative', AT), intensity: revision }, revision),
    ...change,
  }) as QueueItem;

test('the queue stands above the server, and what is being written above both', () => {
  const stored = { a: view('a'), b: view('b'), c: view('c') };
  const written = { c: { ...newMoment('c', 'negative', AT), intensity: 5 } };
  const shown = newestVersions(stored, [item('c', 3), item('b', 2)], written);
  expect(Object.fromEntries(shown.map(({ clientId, intensity, place }) => [clientId, [intensity, place]]))).toEqual({
    a: [3, 'server'],
    b: [2, 'waiting'],
    c: [5, 'writing'],
  });
});

test('of several versions that wait, the newest is shown', () => {
  const [moment] = newestVersions({}, [item('a', 3), item('a', 2, { state: 'sending' })], {});
  expect(moment).toMatchObject({ intensity: 3, place: 'waiting' });
  expect(newestVersions({}, [item('a', 3, { state: 'rejected' })], {})[0]?.place).toBe('refused');
});

test('the latest moment comes first', () => {
  const at = (hours: number) => new Date(AT + hours * 3_600_000).toISOString();
  const stored = { a: view('a', { occurred_at: at(-2) }), b: view('b', { occurred_at: at(1) }) };
  expect(newestVersions(stored, [item('c', 1)], {}).map(({ clientId }) => clientId)).toEqual(['b', 'c', 'a']);
});

test('what the server took is known with the time it was sent with', () => {
  const taken = viewOfTaken(item('a', 2, { correctionMs: -86_400_000 }));
  expect(taken).toMatchObject({ client_revision: 2, occurred_at: '2026-03-13T12:00:00.000Z', deleted_at: null });
  const [moment] = newestVersions(taken ? { a: taken } : {}, [], {});
  expect(moment).toMatchObject({ isDeviceTime: false, localDate: null, place: 'server' });
});

test('a moment that is taken back says so, and a new one says nothing it was not told', () => {
  const moment = newMoment('abc', 'positive', AT);
  expect(bodyOf(moment, 1)).toEqual({
    client_event_id: 'abc',
    client_revision: 1,
    occurred_at: '2026-03-14T12:00:00.000Z',
    valence: 'positive',
    intensity: 3,
    tags: [],
    context: {},
    notes: null,
  });
  expect(bodyOf({ ...moment, isTakenBack: true }, 2)).toMatchObject({ deleted: true, client_revision: 2 });
});
