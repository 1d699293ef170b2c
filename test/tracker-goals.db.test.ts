/** Tracker goals through the API: every vector of spec 1.10 against a real database, log by log. */
import { describe, expect, test, vi } from 'vitest';
import { useTestApp, type Client, type SignedInClient } from './support/app.ts';
import { inEveryProcessZone } from './support/process-zones.ts';
import vectors from './vectors/tracker_goals.json' with { type: 'json' };

let now = '2026-03-01T12:00:00.000Z';
const app = useTestApp({ overrides: { clock: { now: () => now } } });

const withToken = async (): Promise<{ owner: SignedInClient; client: Client }> => {
  const owner = await app.register();
  const made = await owner.send('POST', '/v1/tokens', { body: { name: 'all', scopes: ['manage'] } });
  const client = app.client({ authorization: `Bearer ${String(made.body['token'])}` });
  return { owner, client };
};

interface VectorLog {
  readonly id: string;
  readonly at: string;
  readonly value: string | null;
}
interface VectorGoal extends Record<string, unknown> {
  readonly pauses?: readonly { readonly from: string; readonly to: string | null }[];
}

const tracker = async (client: Client, name: string, valueKind: string): Promise<string> => {
  const made = await client.send('POST', '/v1/trackers', { body: { name, value_kind: valueKind } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body['id']);
};

const instant = (at: string) => new Date(at).toISOString();

/** What a stored row says, in the words of the vectors. */
const rowsOf = async (client: Client, goalId: string) => {
  const items: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const { body } = await client.send('GET', `/v1/goals/${goalId}/evaluations?limit=200${cursor}`);
    items.push(...(body.items ?? []));
    cursor = typeof body['next_cursor'] === 'string' ? `&cursor=${body['next_cursor']}` : '';
  } while (cursor !== '');
  return items.map((row) => ({
    label: row['period_label'],
    start: row['period_start'],
    end: row['period_end'],
    status: row['status'],
    partial: row['partial'],
    value: row['value'],
    baseline: row['baseline'],
    data_points: row['data_points'],
    met: row['met'],
    final: row['final'],
    met_at: row['met_at'],
    progress: row['progress'],
  }));
};

type ExpectedRow = Readonly<Record<string, unknown>> & { readonly start: string; readonly end: string | null };
const expectedRow = (row: ExpectedRow) => ({
  ...row,
  start: instant(row.start),
  end: row.end === null ? null : instant(row.end),
  met_at: typeof row['met_at'] === 'string' ? instant(row['met_at']) : null,
});

const bodyOf = ({ pauses: _, id: _id, tracker_id: _tracker, ...rule }: VectorGoal, trackerId: string) => ({
  kind: 'tracker',
  title: 'Vector',
  tracker_id: trackerId,
  // A vector that names no zone is in UTC and has weeks from Monday and days from midnight.
  timezone: 'UTC',
  week_start: 1,
  day_start_hour: 0,
  ...rule,
});

/** Logs as the API takes them: one without a number is a log of text. Fixed ids keep the order of logs at one instant. */
const isText = (logs: readonly VectorLog[]) => logs.every(({ value }) => value === null);

const logAll = async (client: Client, trackerId: string, logs: readonly VectorLog[]) => {
  for (const { at, value } of logs.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const body = { logged_at: at, ...(value === null ? { value_text: 'yes' } : { value_number: value }) };
    const made = await client.send('POST', `/v1/trackers/${trackerId}/logs`, { body });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
};

const latest = (instants: readonly string[]) => instants.map(instant).sort().at(-1) ?? now;

const cases = vectors.cases as readonly {
  name: string;
  goal: VectorGoal;
  logs: VectorLog[];
  now: string;
  expect: ExpectedRow[];
}[];

/** A tracker holds one kind of value, so a vector that mixes numbers with something else is the core's alone. */
const isMixed = (logs: readonly VectorLog[]) => !isText(logs) && logs.some(({ value }) => value === null);
test('one vector cannot be told through the API', () => {
  expect(cases.filter(({ logs }) => isMixed(logs)).map(({ name }) => name.slice(0, 3))).toEqual(['G52']);
});

inEveryProcessZone(() => {
  test.each(cases.filter(({ logs }) => !isMixed(logs)))('$name', async ({ goal, logs, now: at, expect: expected }) => {
    now = [instant(String(goal['starts_at'])), instant(at)].sort()[0] ?? now;
    const { client } = await withToken();
    const trackerId = await tracker(client, 'Vector', isText(logs) ? 'text' : 'number');
    const made = await client.send('POST', '/v1/goals', { body: bodyOf(goal, trackerId) });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const id = String(made.body['id']);
    const pauses = (goal.pauses ?? []).flatMap(({ from, to }) => [
      { at: from, status: 'paused' },
      ...(to === null ? [] : [{ at: to, status: 'active' }]),
    ]);
    for (const pause of pauses) {
      now = instant(pause.at);
      await client.send('PATCH', `/v1/goals/${id}/status`, { body: { status: pause.status } });
    }
    // All logs are there, those after `now` too: they do not exist yet.
    now = latest([at, ...logs.map((log) => log.at), ...pauses.map((pause) => pause.at)]);
    await logAll(client, trackerId, logs);
    const live = await rowsOf(client, id);
    if (now === instant(at)) expect(live).toEqual(expected.map(expectedRow));
    // Computed anew at the vector's own instant, which may lie before the last log.
    now = instant(at);
    const again = await client.send('PATCH', `/v1/goals/${id}`, { body: { starts_at: goal['starts_at'] } });
    expect(again.status, JSON.stringify(again.body)).toBe(200);
    expect(await rowsOf(client, id)).toEqual(expected.map(expectedRow));
  });
});

describe('chains', () => {
  interface Chain {
    readonly name: string;
    readonly goals: (VectorGoal & { tracker_id: string; sequence_index: number; starts_at: string })[];
    readonly logs: VectorLog[];
    readonly now: string;
    readonly expect: {
      id: string;
      state: string;
      activated_at?: string;
      met_at?: string;
      rows: ExpectedRow[];
    }[];
  }
  test.each(vectors.chains as unknown as Chain[])('$name', async ({ goals, logs, now: at, expect: expected }) => {
    now = latest(goals.map(({ starts_at }) => starts_at).slice(0, 1));
    const { client } = await withToken();
    const trackerId = await tracker(client, 'Weight', 'number');
    const group = await client.send('POST', '/v1/goal-groups', { body: { title: 'Chain' } });
    const ids: string[] = [];
    for (const goal of goals) {
      const body = { ...bodyOf(goal, trackerId), goal_group_id: group.body['id'] };
      const made = await client.send('POST', '/v1/goals', { body });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      ids.push(String(made.body['id']));
    }
    now = instant(at);
    await logAll(client, trackerId, logs);
    // The last look is the sweeper's where no log came at the very end.
    await vi.waitFor(async () => {
      const { body } = await client.send('GET', '/v1/goal-groups');
      const shown = (body.items?.[0]?.['goals'] ?? []) as { progress: Record<string, unknown> }[];
      expect(
        shown.map(({ progress }) => [progress['chain_state'], progress['activated_at'], progress['reached_at']]),
      ).toEqual(
        expected.map(({ state, activated_at, met_at }) => [
          state,
          activated_at ? instant(activated_at) : null,
          met_at ? instant(met_at) : null,
        ]),
      );
    });
    for (const [index, { rows }] of expected.entries()) {
      expect(await rowsOf(client, ids[index] ?? '')).toEqual(rows.map(expectedRow));
    }
  });
});
