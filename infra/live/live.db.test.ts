import { afterEach, expect, test, vi } from 'vitest';
import { useTestDb } from '../../test/support/db.ts';
import { connectDb } from '../db/connect.ts';
import { newId } from '../ids.ts';
import { createLogger } from '../logger.ts';
import { createNoticeListener } from './notice-listener.ts';
import { createNoticePublisher } from './notice-publisher.ts';

const testDb = useTestDb();
const logger = createLogger({ level: 'silent', service: 'test' });
const failure = vi.fn();
const metrics = { failure };
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.close();
  failure.mockClear();
});

const listen = async (url = testDb.url) => {
  const heard: string[] = [];
  const onReconnect = vi.fn();
  const listener = createNoticeListener({ url, onUsers: (ids) => heard.push(...ids), onReconnect, logger, metrics });
  open.push(listener);
  await listener.ready;
  return { heard, onReconnect };
};
const publisher = (db = testDb.db) => {
  const made = createNoticePublisher(db, { logger, metrics });
  open.push(made);
  return made;
};
const cutListeners = () =>
  testDb.db.raw(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'pawgress-live'`,
  );

test('every listener hears every user, once, however many there are', async () => {
  const [one, two] = [await listen(), await listen()];
  const ids = Array.from({ length: 1_000 }, newId);
  publisher().publish([...ids, ...ids]);
  for (const { heard } of [one, two]) {
    await vi.waitFor(() => expect(heard.length).toBe(ids.length));
    expect(new Set(heard)).toEqual(new Set(ids));
  }
});

test('what is published while a notice is on its way goes out together', async () => {
  const { heard } = await listen();
  const query = vi.spyOn(testDb.db, 'raw');
  const user = newId();
  const made = publisher();
  for (let i = 0; i < 1_000; i += 1) made.publish([user]);
  await made.close();
  expect(query).toHaveBeenCalledTimes(2);
  query.mockRestore();
  await vi.waitFor(() => expect(heard).toEqual([user, user]));
});

test('a listener that is cut off listens again and says that it may have missed something', async () => {
  const { heard, onReconnect } = await listen();
  await cutListeners();
  await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledTimes(1), { timeout: 10_000 });
  expect(failure).toHaveBeenCalledWith('live_listener');
  const user = newId();
  publisher().publish([user]);
  await vi.waitFor(() => expect(heard).toEqual([user]));
});

test('publishing without a database neither throws nor waits, and is counted', async () => {
  const gone = connectDb('postgres://nobody@127.0.0.1:1/none', { max: 1, application: 'pawgress-test' });
  const made = createNoticePublisher(gone, { logger, metrics });
  made.publish([newId()]);
  await vi.waitFor(() => expect(failure).toHaveBeenCalledWith('live_notice'), { timeout: 15_000 });
  await made.close();
  await gone.destroy();
});

test('a listener can be closed while it waits for its database', async () => {
  const onUsers = () => undefined;
  const url = 'postgres://nobody@127.0.0.1:1/none';
  const listener = createNoticeListener({ url, onUsers, onReconnect: () => undefined, logger, metrics });
  await vi.waitFor(() => expect(failure).toHaveBeenCalledWith('live_listener'));
  await listener.close();
});
