/** Nobody sees or changes what is another's: every endpoint that takes an id, with ids of somebody else. */
import { expect, test, vi } from 'vitest';
import { endpoints } from '#core/contract/index.ts';
import type { EndpointShape } from '#core/contract/endpoint.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { userStores } from '#infra/stores/registry.ts';
import { useTestApp, type SignedInClient } from './support/app.ts';
import { deliver, pushPayload } from './support/webhook.ts';

const app = useTestApp();

/** Ids of everything a user can own, made through the product. */
const ownEverything = async (client: SignedInClient) => {
  const pet = await client.send('POST', '/v1/pets', { body: { name: 'Mine', species: 'cat' } });
  const goal = await client.send('POST', '/v1/goals', {
    body: { kind: 'event_count', title: 'Mine', target_value: '5', event_filter: { types: ['commit.push'] } },
  });
  const tracker = await client.send('POST', '/v1/trackers', { body: { name: 'Mine' } });
  const log = await client.send('POST', `/v1/trackers/${String(tracker.body['id'])}/logs`, {
    body: { value_number: 1 },
  });
  const group = await client.send('POST', '/v1/goal-groups', { body: { title: 'Mine' } });
  const measured = await client.send('POST', '/v1/goals', {
    body: {
      ...{
        kind: 'tracker',
        title: 'Mine',
        tracker_id: tracker.body['id'],
        measure_type: 'target',
        goal_end_point: '9',
      },
      ...{ goal_group_id: group.body['id'], sequence_index: 0 },
    },
  });
  const habit = await client.send('POST', '/v1/habits', {
    body: { title: 'Mine', frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: false } },
  });
  const completion = await client.send('POST', `/v1/habits/${String(habit.body['id'])}/completions`);
  const category = await client.send('POST', '/v1/categories', { body: { name: 'Mine' } });
  const synced = await client.send('POST', '/v1/events/batch', {
    body: {
      events: [
        {
          client_event_id: 'the-same-id',
          occurred_at: new Date().toISOString(),
          valence: 'negative',
          tags: ['mine'],
          context: { trigger: 'mine', distance_m: 1, recovery_seconds: 1, setting_events: ['mine'] },
          notes: client.userId,
        },
      ],
    },
  });
  const [moment] = synced.body['results'] as { id: string }[];
  const training = await client.send('POST', '/v1/goals', { body: { kind: 'training', title: 'Mine' } });
  const plan = await client.send('POST', `/v1/goals/${String(training.body['id'])}/generate-steps`);
  await client.send('PATCH', `/v1/goals/${String(training.body['id'])}/activate`);
  const step = String(plan.body.items?.[0]?.['id']);
  const attempt = await client.send('POST', `/v1/goal-steps/${step}/attempt`, {
    body: { outcome: 'pass', client_attempt_id: 'the-same-id' },
  });
  await client.send('PUT', `/v1/goal-steps/${step}/events/${String(moment?.id)}`);
  const connection = await client.send('POST', '/v1/integrations', {
    body: { provider: 'github', account: { login: 'mine' } },
  });
  const token = await client.send('POST', '/v1/tokens', { body: { name: 'mine', scopes: ['read'] } });
  const sessions = await client.send('GET', '/v1/auth/sessions');
  const hook = {
    url: `${app.url}${new URL(String(connection.body['webhook_url'])).pathname}`,
    secret: String(connection.body['secret']),
  };
  const sha = client.userId.replaceAll('-', '').padEnd(40, '0');
  await deliver(
    hook,
    'push',
    `push-${client.userId}`,
    pushPayload([sha], { login: 'mine', id: 1 }, new Date().toISOString()),
  );
  const event = await vi.waitUntil(
    () =>
      app
        .db('events')
        .where({ user_id: client.userId, type: 'commit.push' })
        .first<{ id: string; event_raw_id: string } | undefined>(),
    { timeout: 20_000 },
  );
  return {
    pet: String(pet.body['id']),
    goal: String(goal.body['id']),
    measured: String(measured.body['id']),
    tracker: String(tracker.body['id']),
    log: String(log.body['id']),
    group: String(group.body['id']),
    habit: String(habit.body['id']),
    completion: String(completion.body['id']),
    category: String(category.body['id']),
    moment: String(moment?.id),
    training: String(training.body['id']),
    step,
    attempt: (attempt.body['attempt'] as { id: string }).id,
    run: (plan.body['run'] as { id: string }).id,
    connection: String(connection.body['id']),
    token: String(token.body['id']),
    session: String(sessions.body.items?.[0]?.['id']),
    event: event.id,
    raw: event.event_raw_id,
  };
};
type Owned = Awaited<ReturnType<typeof ownEverything>>;

const kindOf: Readonly<Record<string, keyof Owned>> = {
  '/v1/pets/': 'pet',
  '/v1/goals/:id/evaluations': 'measured',
  '/v1/goals/:id/activate': 'training',
  '/v1/goals/:id/steps': 'training',
  '/v1/goals/:id/generate-steps': 'training',
  '/v1/goal-steps/': 'step',
  '/v1/attempts/': 'attempt',
  '/v1/ai-runs/': 'run',
  '/v1/goals/': 'goal',
  '/v1/goal-groups/': 'group',
  '/v1/trackers/': 'tracker',
  '/v1/logs/': 'log',
  '/v1/habits/': 'habit',
  '/v1/categories/': 'category',
  '/v1/integrations/': 'connection',
  '/v1/tokens/': 'token',
  '/v1/auth/sessions/': 'session',
  '/v1/feed/': 'event',
};

const bodies: Readonly<Record<string, unknown>> = {
  updatePet: { name: 'Theirs' },
  updateGoal: { title: 'Theirs' },
  updateGoalGroup: { title: 'Theirs' },
  setGoalStatus: { status: 'paused' },
  updateIntegration: { name: 'Theirs' },
  createProgress: { value: '1' },
  createLogs: { value_number: '1' },
  updateTracker: { name: 'Theirs' },
  updateHabit: { title: 'Theirs' },
  updateCategory: { name: 'Theirs' },
  createStep: { title: 'Theirs' },
  updateStep: { title: 'Theirs' },
  createAttempt: { outcome: 'pass' },
};

/** What stands in a path beside the id of the object. */
const others: Readonly<Record<string, (ids: Owned) => string>> = {
  ':rawId': ({ raw }) => raw,
  ':eventId': ({ moment }) => moment,
  ':completionId': ({ completion }) => completion,
  ':date': () => '2026-03-02',
  ':period_label': () => '2026-03-02',
};

const pathWith = ({ path }: EndpointShape, ids: Owned): string => {
  const kind = Object.entries(kindOf).find(([prefix]) => path.startsWith(prefix))?.[1];
  if (!kind) throw new Error(`this test does not know whose id ${path} takes`);
  const named = Object.entries(others).reduce((text, [param, idOf]) => text.replace(param, idOf(ids)), path);
  return named.replace(/:\w+/, ids[kind]);
};

test('every endpoint answers 404 to another user’s ids, and changes nothing', async () => {
  const [owner, stranger] = [await app.register(), await app.register()];
  const ids = await ownEverything(owner);
  await ownEverything(stranger);
  const taking = endpoints.filter(({ path }) => path.includes(':'));
  expect(taking.length).toBeGreaterThan(15);
  for (const endpoint of taking) {
    const answer = await stranger.send(endpoint.method.toUpperCase(), pathWith(endpoint, ids), {
      ...(endpoint.body && { body: bodies[endpoint.id] ?? {} }),
    });
    expect([endpoint.id, answer.status, answer.body['code']]).toEqual([endpoint.id, 404, 'not_found']);
  }
  const seen = await Promise.all(
    [
      ...['/v1/pets', '/v1/goals', '/v1/integrations', '/v1/tokens', '/v1/trackers', '/v1/habits', '/v1/categories'],
      ...[
        '/v1/goal-groups',
        '/v1/today',
        '/v1/ai-runs',
        '/v1/goals/suggested',
        '/v1/events',
        `/v1/events?q=${owner.userId}`,
      ],
    ].map((path) => stranger.send('GET', path)),
  );
  const text = JSON.stringify(seen.map((answer) => answer.body));
  for (const id of Object.values(ids)) expect(text).not.toContain(id);
  expect((await owner.send('GET', `/v1/pets/${ids.pet}`)).body['name']).toBe('Mine');
  expect((await owner.send('GET', `/v1/goals/${ids.goal}`)).body).toMatchObject({ title: 'Mine', status: 'active' });
});

test('no store of one user hands out rows of another, whatever id it is given', async () => {
  const [owner, stranger] = [await app.register(), await app.register()];
  const ids = await ownEverything(owner);
  const uow = createUnitOfWork(app.db);
  const before = await app.db('pets').where({ user_id: owner.userId }).first<object>();
  const given = Object.values(ids);
  const now = new Date().toISOString();
  await uow.readUser(stranger.userId, async (s) => {
    const reads: Promise<unknown>[] = given.flatMap((id) => [
      s.petView.find(id, now),
      s.goalView.find(id),
      s.goalView.these([id]),
      s.goalView.entries(id, { limit: 10 }),
      s.integrations.find(id),
      s.integrationView.find(id),
      s.deliveryView.these([id]),
      s.deliveryView.page(id, { limit: 10 }),
      s.deliveryView.find(ids.connection, id),
      s.deliveryView.detail(ids.connection, id),
      s.feedView.find(id),
      s.feedView.page(id, { limit: 10 }),
      s.feedView.raw(id),
      s.trackerView.find(id),
      s.trackerView.logs(id, { limit: 10 }),
      s.trackerView.theseLogs([id]),
      s.habitView.find(id),
      s.habitView.completions(id, { limit: 10 }),
      s.habitView.completionBy(id, { id: ids.completion }),
      s.habitView.done(id),
      s.habitView.restDays(id),
      s.categories.find(id),
      s.stepView.find(id),
      s.stepView.ofGoals([id]),
      s.stepView.attempt(id),
      s.stepView.attempts(id, { limit: 10 }),
      s.stepView.counted([id]),
      s.stepView.templateOf(id),
      s.aiRunView.find(id),
      s.goalView.ofGroups([id]),
      s.evaluations.find(id),
      s.evaluations.withChain(id),
      s.evaluations.onTrackers([id]),
      s.evaluations.rules([id]),
      s.evaluations.openRows([id]),
      s.evaluations.allRows([id]),
      s.evaluations.paidRows([id]),
      s.evaluations.progress([id]),
      s.evaluations.page(id, { limit: 10 }),
    ]);
    for (const found of await Promise.all(reads))
      expect([undefined, null, '[]']).toContain(Array.isArray(found) ? JSON.stringify(found) : found);
    expect(await s.feedView.hasPet(ids.pet)).toBe(false);
    const always = ['1900-01-01', '2999-01-01'] as const;
    const clock = { from: '1900-01-01T00:00:00.000Z', until: '2999-01-01T00:00:00.000Z', seconds: 0 };
    const ofMoments = [
      s.momentView.page({ limit: 10 }),
      s.momentView.byClientIds(['the-same-id']),
      s.momentView.counted(),
      s.momentView.metrics(...always),
      s.momentView.allMetrics(),
      s.momentInsight.byTrigger(...always),
      s.momentInsight.byTag(...always),
      s.momentInsight.byHour(...always, [clock]),
      s.momentInsight.calmDistance(...always),
      s.momentInsight.recovery(...always),
      s.momentInsight.stacking(...always),
    ];
    expect((await Promise.all<readonly unknown[]>(ofMoments)).flat()).toEqual([]);
    const days = await app.db('daily_metrics').where({ user_id: owner.userId }).pluck<string[]>('date');
    await s.moments.writeMetrics(days, []);
    await s.moments.writeTags([{ id: ids.moment, tags: [] }]);
    expect(await s.pets.rename(ids.pet, { name: 'Theirs' })).toBe(false);
    expect(await s.tokens.revoke(ids.token, now)).toBe(false);
    expect(await s.sessions.revoke(ids.session, now)).toBe(false);
    expect(await s.deliveries.replay(ids.connection, ids.raw)).toBe(0);
    expect(await s.deliveries.replayFailed(ids.connection)).toBe(0);
    expect(await s.deliveries.release(ids.connection)).toBe(0);
    expect(await s.deliveries.forget(ids.connection, ids.raw)).toBe(0);
    await s.integrations.revoke(ids.connection);
    await s.integrations.rename(ids.connection, 'Theirs');
    await s.goals.update(ids.goal, { title: 'Theirs' });
    await s.goals.setState(ids.goal, { status: 'paused', completedAt: null, archivedAt: null });
    expect(await s.categories.delete(ids.category)).toBe(false);
    expect(await s.habits.deleteSkip(ids.habit, '2026-03-02')).toBe(false);
    expect(await s.trackers.voidLog(ids.log, null, now)).toBe(false);
    expect((await s.evaluations.highlights([ids.measured])).get(ids.measured)).toEqual({
      latest: null,
      firstMetEnd: null,
    });
    const to = new Date(Date.now() + 1000).toISOString();
    const asked = { trackerId: ids.tracker, from: null, to, which: 'any', take: 'all' } as const;
    expect(await s.ruleLogs.answer([asked])).toEqual([[]]);
    await s.habits.deleteCompletion(ids.completion);
    await s.habits.update(ids.habit, { title: 'Theirs' });
    await s.trackers.update(ids.tracker, { name: 'Theirs', name_norm: 'theirs' });
    await s.categories.update(ids.category, { name: 'Theirs' });
    const own = await Promise.all([s.stepView.all(), s.stepView.openTemplates(), s.recentMoments.from('1900-01-01')]);
    expect(own.flat()).toEqual([]);
    expect(await s.stepView.hasMoment(ids.moment)).toBe(false);
    expect(await s.steps.voidAttempt(ids.attempt, null, now)).toBe(false);
    expect(await s.steps.unlinkMoment(ids.step, ids.moment)).toBe(false);
    await s.steps.update(ids.step, { title: 'Theirs' });
    await s.steps.delete([ids.step]);
    await s.steps.writeStates([
      { id: ids.step, parentId: null, order: 9, status: 'pending', completedAt: null, reopenedAt: null },
    ]);
    const counts = { passCount: 9, needsWorkCount: 0, neutralCount: 0, consecutivePasses: 0, needsWorkRun: 0 };
    await s.steps.writeProgress([{ stepId: ids.step, ...counts, suggestion: null }], now);
    await s.goals.setTemplate(ids.training, 'recall');
    await s.evaluations.forget([ids.measured]);
    await s.evaluations.complete([ids.measured], now);
  });
  expect(await app.db('pets').where({ user_id: owner.userId }).first<object>()).toEqual(before);
  expect(await app.db('integrations').where({ id: ids.connection }).first()).toMatchObject({
    name: null,
    status: 'pending',
  });
  expect(await app.db('goals').where({ id: ids.goal }).first()).toMatchObject({ title: 'Mine', status: 'active' });
  expect(await app.db('habits').where({ id: ids.habit }).first()).toMatchObject({ title: 'Mine' });
  expect(await app.db('habit_completions').where({ id: ids.completion }).first()).toBeDefined();
  expect(await app.db('trackers').where({ id: ids.tracker }).first()).toMatchObject({ name: 'Mine' });
  expect(await app.db('categories').where({ id: ids.category }).first()).toMatchObject({ name: 'Mine' });
  expect(await app.db('event_tags').where({ event_id: ids.moment })).toMatchObject([{ tag: 'mine' }]);
  expect(await app.db('daily_metrics').where({ user_id: owner.userId })).toMatchObject([{ negative_count: 1 }]);
  expect(await app.db('goal_steps').where({ id: ids.step }).first()).toMatchObject({
    ...{ status: 'in_progress', step_order: 0, title: 'At home, where it is quiet' },
  });
  expect(await app.db('step_progress').where({ goal_step_id: ids.step })).toMatchObject([{ pass_count: 1 }]);
  expect(await app.db('goal_step_events').where({ goal_step_id: ids.step })).toHaveLength(1);
  expect(await app.db('goal_attempt_voids').where({ attempt_id: ids.attempt })).toEqual([]);
  expect(await app.db('goals').where({ id: ids.training }).first()).toMatchObject({ meta: {} });
  expect(await app.db('goals').where({ id: ids.measured }).first()).toMatchObject({ status: 'active' });
  expect(await app.db('goal_evaluations').where({ goal_id: ids.measured })).toHaveLength(1);
  expect(Object.keys(userStores).length).toBeGreaterThan(15);
});
