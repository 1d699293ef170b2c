import { expect, test } from 'vitest';
import { newId } from '#infra/ids.ts';
import { useTestDb } from '../../test/support/db.ts';
import { drain, insertDelivery, insertPet, insertUser, processorOn } from '../../test/support/pipeline.ts';

const testDb = useTestDb();

const insertGoal = async (user: string, target: string, filter: object, status = 'active') => {
  const id = newId();
  await testDb.db.transaction(async (tx) => {
    await tx('goals').insert({
      id,
      user_id: user,
      kind: 'event_count',
      title: 'Ten commits',
      title_norm: 'ten commits',
      status,
    });
    await tx('goal_targets').insert({
      goal_id: id,
      user_id: user,
      kind: 'event_count',
      target_value: target,
      event_filter: JSON.stringify(filter),
    });
  });
  return id;
};
const goalOf = (id: string) =>
  testDb
    .db('goals as g')
    .leftJoin('goal_progress as p', 'p.goal_id', 'g.id')
    .where({ 'g.id': id })
    .first<{ status: string; current_value: string | null; progress: string | null; reached_at: string | null }>(
      'g.status',
      'p.current_value',
      'p.progress',
      'p.reached_at',
    );
const commits = (n: number, meta = {}) => ({ events: Array.from({ length: n }, () => ({ meta })) });
const userWithPet = async () => {
  const user = await insertUser(testDb.db);
  await insertPet(testDb.db, user);
  return user;
};

test('events that match move the goal; reaching it completes it and pays once', async () => {
  const user = await userWithPet();
  const goal = await insertGoal(user, '3', { types: ['commit.push'], meta: { repository: 'api' } });
  const processor = processorOn(testDb.db);
  await insertDelivery(testDb.db, user, commits(2, { repository: 'api', branch: 'main' }));
  await insertDelivery(testDb.db, user, commits(1, { repository: 'web' }));
  await drain(processor);
  expect(await goalOf(goal)).toMatchObject({
    status: 'active',
    current_value: '2.00',
    progress: '0.6667',
    reached_at: null,
  });

  await insertDelivery(testDb.db, user, commits(2, { repository: 'api' }));
  await drain(processor);
  expect(await goalOf(goal)).toMatchObject({ status: 'completed', current_value: '4.00', progress: '1.0000' });
  const rewards = await testDb
    .db('event_scores as s')
    .join('events as e', 'e.id', 's.event_id')
    .where({ 'e.user_id': user, 'e.type': 'goal.completed' })
    .select('s.xp', 'e.dedupe_key');
  expect(rewards).toEqual([{ xp: 50, dedupe_key: `goal.completed:${goal}` }]);

  await testDb.db('goals').where({ id: goal }).update({ status: 'active', completed_at: null });
  await insertDelivery(testDb.db, user, commits(1, { repository: 'api' }));
  await drain(processor);
  expect(await goalOf(goal)).toMatchObject({ status: 'completed', current_value: '5.00' });
  expect(await testDb.db('events').where({ user_id: user, type: 'goal.completed' })).toHaveLength(1);
});

test('one entry for each event; a second delivery of the same commit adds none', async () => {
  const user = await userWithPet();
  const goal = await insertGoal(user, '10', { types: ['commit.push'] });
  const processor = processorOn(testDb.db);
  for (let i = 0; i < 3; i += 1) {
    await insertDelivery(testDb.db, user, { events: [{ dedupeKey: 'gh:commit:abc' }] });
    await drain(processor);
  }
  expect(await goalOf(goal)).toMatchObject({ current_value: '1.00' });
  expect(await testDb.db('progress_entries').where({ goal_id: goal })).toHaveLength(1);
});

test('a goal that listens to reached goals is moved by the same batch', async () => {
  const user = await userWithPet();
  const first = await insertGoal(user, '1', { types: ['commit.push'] });
  const second = await insertGoal(user, '1', { types: ['goal.completed'] });
  await insertDelivery(testDb.db, user, commits(1));
  await drain(processorOn(testDb.db));
  expect(await goalOf(first)).toMatchObject({ status: 'completed' });
  expect(await goalOf(second)).toMatchObject({ status: 'completed', current_value: '1.00' });
});

test('an archived goal rests; amounts that round to nothing make no entry', async () => {
  const user = await userWithPet();
  const archived = await insertGoal(user, '5', { types: ['commit.push'] });
  await testDb.db('goals').where({ id: archived }).update({ status: 'archived', archived_at: testDb.db.fn.now() });
  const tiny = await insertGoal(user, '5', { types: ['measure.recorded'] });
  await insertDelivery(testDb.db, user, { events: [{}, { type: 'measure.recorded', value: '0.0049' }] });
  await drain(processorOn(testDb.db));
  expect((await goalOf(archived))?.current_value).toBeNull();
  expect((await goalOf(tiny))?.current_value).toBeNull();
});
