import fc from 'fast-check';
import { expect, test } from 'vitest';
import { provider } from './index.ts';

const run = (payload: unknown) =>
  provider.normalise({ rawId: 'r', eventName: null, payload, receivedAt: '2026-03-09T00:00:01.000Z', account: null });

test('a reward is an event at the instant it was reached, keyed once for ever', () => {
  const at = '2026-03-08T12:30:00.000Z';
  const fact = { type: 'goal.period_met', dedupe_key: 'goal.period_met:g:2026-03-02', goal_id: 'g', title: 'Run', at };
  expect(run({ ...fact, period_label: '2026-03-02' })).toEqual({
    status: 'processed',
    events: [
      {
        type: 'goal.period_met',
        value: '1',
        occurredAt: at,
        dedupeKey: 'goal.period_met:g:2026-03-02',
        meta: { goal_id: 'g', title: 'Run', period_label: '2026-03-02' },
      },
    ],
    skipped: [],
  });
  expect(run({ ...fact, type: 'pet.paused', period_label: null })).toMatchObject({ status: 'ignored' });
});

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (payload) => {
      expect(['processed', 'ignored']).toContain(run(payload).status);
    }),
    { numRuns: 1000 },
  );
});
