import fc from 'fast-check';
import { expect, test } from 'vitest';
import { provider } from './index.ts';

const AT = '2026-03-02T12:00:00.000Z';
const run = (payload: unknown) =>
  provider.normalise({ rawId: 'raw-1', eventName: null, payload, receivedAt: AT, account: null });

test('a completion counts on the day it was done, with the value it was given, once a day', () => {
  const fact = { habit_id: 'h', title: 'Stretch', completion_date: '2026-02-27', streak: 7, value: 12 };
  expect(run({ type: 'habit.completed', ...fact })).toEqual({
    status: 'processed',
    events: [
      {
        type: 'habit.completed',
        value: '12',
        occurredAt: AT,
        localDate: '2026-02-27',
        dedupeKey: 'habit.completed:h:2026-02-27',
        meta: { habit_id: 'h', title: 'Stretch', streak: 7 },
      },
    ],
    skipped: [],
  });
});

test('a log counts when it was so, an entry on its date', () => {
  const log = {
    type: 'log.recorded',
    log_id: 'l',
    tracker_id: 't',
    title: 'Weight',
    logged_at: '2026-03-01T07:00:00Z',
  };
  expect(run(log)).toMatchObject({
    events: [{ type: 'log.recorded', value: '1', occurredAt: '2026-03-01T07:00:00Z', dedupeKey: 'log:l' }],
  });
  const entry = { type: 'progress.logged', entry_id: 'e', goal_id: 'g', title: 'Save', entry_date: '2026-03-01' };
  expect(run(entry)).toMatchObject({
    events: [{ type: 'progress.logged', value: '1', localDate: '2026-03-01', dedupeKey: 'entry:e' }],
  });
});

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (payload) => {
      expect(['processed', 'ignored']).toContain(run(payload).status);
    }),
    { numRuns: 1000 },
  );
});

test('nobody can post to it', async () => {
  expect(provider.connect).toBe('none');
  expect(provider.delivery({}, '{}')).toBeNull();
  expect(await provider.verify({ body: '{}', headers: {}, secret: 's' })).toBe(false);
});
