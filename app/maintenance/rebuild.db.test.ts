import { beforeAll, describe, expect, test } from 'vitest';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { query } from '#infra/db/query.ts';
import { newId } from '#infra/ids.ts';
import { DAY_STARTS } from '../../test/support/day-starts.ts';
import { useTestDb } from '../../test/support/db.ts';
import { drain, insertDelivery, insertPet, insertUser, NOW, processorOn } from '../../test/support/pipeline.ts';
import { REBUILDABLE, rebuildAll } from './rebuild.ts';
import { verifyPets } from './verify-pets.ts';

describe.each(DAY_STARTS)('days start at %i', (dayStartHour) => {
  const testDb = useTestDb();
  const uowOf = () => createUnitOfWork(testDb.db);
  const rebuild = () => rebuildAll(uowOf(), REBUILDABLE, () => NOW);

  let userId: string;
  let petId: string;
  let goalId: string;

  const insertGoal = async (target: string): Promise<string> => {
    const id = newId();
    await testDb.db.transaction(async (tx) => {
      await tx('goals').insert({
        id,
        user_id: userId,
        title: 'Commits',
        title_norm: 'commits',
        kind: 'event_count',
        status: 'active',
      });
      await tx('goal_targets').insert({
        goal_id: id,
        user_id: userId,
        kind: 'event_count',
        target_value: target,
        event_filter: JSON.stringify({ types: ['commit.push'] }),
      });
    });
    return id;
  };

  const snapshot = async () => ({
    pets: await testDb.db('pets').select('id', 'state_json', 'version').orderBy('id'),
    activity: await testDb
      .db('daily_activity')
      .select('user_id', 'local_date', 'type', 'count', 'value', 'xp')
      .orderBy(['user_id', 'local_date', 'type']),
    goals: await testDb
      .db('goal_progress')
      .select('goal_id', 'current_value', 'progress', 'reached_at')
      .orderBy('goal_id'),
  });

  beforeAll(async () => {
    const { db } = testDb;
    userId = await insertUser(db, { dayStartHour });
    petId = await insertPet(db, userId);
    goalId = await insertGoal('30');
    await insertGoal('500');
    await insertPet(db, await insertUser(db, { dayStartHour }));
    for (let i = 0; i < 40; i += 1) {
      await insertDelivery(db, userId, { events: [{ value: String(1 + (i % 3)) }, { type: 'issue.closed' }] });
    }
    await drain(processorOn(db));
  });

  describe('what the workers wrote', () => {
    test('is what the facts say', async () => {
      expect(await verifyPets(uowOf())).toMatchObject({ pets: 2, differences: [] });
      expect(await rebuild()).toEqual({ users: 2, differences: [] });
    });

    test('counts every event of the ledger', async () => {
      const { rows } = await query<{ n: number }>(testDb.db, 'select count(*) as n from event_scores');
      expect((await verifyPets(uowOf())).events).toBe(rows[0]?.n);
    });
  });

  describe('what was changed by hand', () => {
    test('is found and made right again', async () => {
      const right = await snapshot();
      await testDb.db.raw(`update pets set state_json = jsonb_set(state_json, '{xp}', '7'), version = 3 where id = ?`, [
        petId,
      ]);
      await testDb.db.raw(`update daily_activity set count = count + 1 where type = 'issue.closed'`);
      await testDb.db.raw(
        `insert into daily_activity (user_id, local_date, type, count, value) values (?, '2020-01-01', 'commit.push', 1, 1)`,
        [userId],
      );
      await testDb.db.raw(
        `update goal_progress set current_value = 3, progress = 0.1, reached_at = null where goal_id = ?`,
        [goalId],
      );

      const verified = await verifyPets(uowOf());
      expect(verified.differences).toEqual([{ petId, userId, what: ['state_json', 'version', 'sum of xp'] }]);

      const { differences } = await rebuild();
      expect(differences).toHaveLength(4);
      for (const what of [`pet ${petId}`, `goal ${goalId}`, 'issue.closed', '2020-01-01 commit.push']) {
        expect(differences.some((line) => line.includes(what))).toBe(true);
      }
      const now = await snapshot();
      expect(now.pets).toEqual(right.pets);
      expect(now.activity).toEqual(right.activity);
      expect(now.goals.map(({ reached_at, ...goal }) => ({ ...goal, reached: reached_at !== null }))).toEqual(
        right.goals.map(({ reached_at, ...goal }) => ({ ...goal, reached: reached_at !== null })),
      );
      expect(await rebuild()).toEqual({ users: 2, differences: [] });
    });

    test('is made again from nothing', async () => {
      const right = await snapshot();
      await testDb.db.raw('truncate daily_activity, goal_progress');
      const { differences } = await rebuild();
      expect(differences.length).toBeGreaterThan(0);
      const now = await snapshot();
      expect(now.activity).toEqual(right.activity);
      expect(now.goals.map((goal) => goal.current_value)).toEqual(right.goals.map((goal) => goal.current_value));
      expect(await rebuild()).toEqual({ users: 2, differences: [] });
    });
  });

  test('a ledger longer than a page is read to its end', async () => {
    const { db } = testDb;
    const hot = await insertUser(db, { dayStartHour });
    await insertPet(db, hot);
    for (let i = 0; i < 30; i += 1)
      await insertDelivery(db, hot, { events: Array.from({ length: 80 }, () => ({ type: 'issue.comment' })) });
    await drain(processorOn(db));
    const { rows } = await query<{ n: number }>(db, 'select count(*) as n from event_scores where user_id = ?', [hot]);
    expect(rows[0]?.n).toBe(2_400);
    expect(await verifyPets(uowOf())).toMatchObject({ pets: 3, differences: [] });
    expect((await rebuild()).differences).toEqual([]);
  });
});
