/** A device with two tabs over one queue, of which any may be killed at any await. */
import { openDB } from 'idb';
import { createHttpSender } from './http-sender.ts';
import type { QueueItem } from './queue-item.ts';
import type { QueueSchema } from './queue-schema.ts';
import { createQueueStore, type QueueStore } from './queue-store.ts';
import type { Left } from './settle.ts';
import { createSyncRunner, type SyncRunner } from './sync-runner.ts';
import { USER } from './test-items.ts';
import type { TestServer } from './test-server.ts';
import { createSharedLock, createTestSchedule } from './test-tabs.ts';

/** What a tab lives for: so many steps, or for ever. After its end nothing of it happens any more. */
interface Life {
  readonly over: Promise<void>;
  readonly isOver: () => boolean;
  /** Ends after `steps` more; `null`: not at all. */
  readonly limit: (steps: number | null) => void;
  /** One step. Whether it was the last, or there was none left. */
  readonly ends: () => boolean;
}

const createLife = (atEnd: () => void): Life => {
  let left: number | null = null;
  let isOver = false;
  let tell = (): void => undefined;
  const over = new Promise<void>((resolve) => (tell = resolve));
  return {
    over,
    isOver: () => isOver,
    limit: (steps) => {
      left = steps;
    },
    ends: () => {
      if (!isOver && left !== null && --left <= 0) {
        isOver = true;
        atEnd();
        tell();
      }
      return isOver;
    },
  };
};

/** A promise of a dead tab never settles: its code does not run. */
const mortal =
  <A extends readonly unknown[], R>(life: Life, work: (...given: A) => Promise<R>) =>
  (...given: A): Promise<R> =>
    new Promise((resolve, reject) => {
      if (life.ends()) return;
      work(...given).then(
        (value) => {
          if (!life.ends()) resolve(value);
        },
        (error: unknown) => {
          if (!life.isOver()) reject(error instanceof Error ? error : new Error('it failed', { cause: error }));
        },
      );
    });

/** The tab whose steps are counted inside transactions, too. */
let counted: Life | null = null;

/** From now on each write of a counted tab is a step, and its last one takes the transaction with it. */
export const killInsideTransactions = (): (() => void) => {
  const { prototype } = IDBObjectStore;
  const whole = { put: prototype.put, add: prototype.add, delete: prototype.delete };
  const stop = (store: IDBObjectStore): void => {
    if (!counted?.ends()) return;
    store.transaction.abort();
    throw new Error('killed');
  };
  prototype.put = function (...given) {
    stop(this);
    return whole.put.apply(this, given);
  };
  prototype.add = function (...given) {
    stop(this);
    return whole.add.apply(this, given);
  };
  prototype.delete = function (...given) {
    stop(this);
    return whole.delete.apply(this, given);
  };
  return () => Object.assign(prototype, whole);
};

export interface Tab {
  readonly life: Life;
  readonly store: QueueStore;
  readonly runner: SyncRunner;
}

export interface Device {
  /** Runs `work` in a tab that is killed after so many steps; `null`: it lives. Resolves when it is done or dead. */
  within(at: number, steps: number | null, work: (tab: Tab) => Promise<unknown>): Promise<void>;
  /** Whatever is in the queue, in order. */
  items(): Promise<readonly QueueItem[]>;
  /** Ids of all that left the queue, as tabs were told. */
  readonly left: readonly string[];
  close(): Promise<void>;
}

export const createDevice = async (options: {
  readonly name: string;
  readonly server: TestServer;
  readonly now: () => number;
  /** Steps after which the first tab dies; it upgrades the database. */
  readonly firstSteps: number | null;
}): Promise<Device> => {
  const { name, server, now } = options;
  const lock = createSharedLock();
  const left: string[] = [];
  const stores: QueueStore[] = [];
  let opened = 0;

  const open = (): Tab => {
    opened += 1;
    const tab = `tab-${opened}`;
    const life = createLife(() => lock.release(tab));
    const real = createQueueStore(name);
    stores.push(real);
    const store: QueueStore = {
      enqueue: mortal(life, real.enqueue),
      claim: mortal(life, real.claim),
      settle: mortal(life, real.settle),
      recover: mortal(life, real.recover),
      wake: mortal(life, real.wake),
      retry: mortal(life, real.retry),
      discard: mortal(life, real.discard),
      forget: mortal(life, real.forget),
      counts: mortal(life, real.counts),
      gate: mortal(life, real.gate),
      rejected: mortal(life, real.rejected),
      newest: mortal(life, real.newest),
      close: real.close,
    };
    const schedule = createTestSchedule();
    const runner = createSyncRunner({
      store,
      send: mortal(life, createHttpSender({ fetch: server.fetch, now })),
      userId: () => USER,
      now,
      random: () => 0.5,
      locks: lock.forTab(tab),
      schedule: { ...schedule, pause: mortal(life, schedule.pause) },
      onSettled: (gone: readonly Left[]) => left.push(...gone.map(({ item }) => item.id)),
      onTrouble: (error) => {
        throw error;
      },
    });
    return { life, store, runner };
  };

  const tabs: Tab[] = [];
  const within: Device['within'] = async (at, steps, work) => {
    const tab = tabs[at] ?? open();
    tabs[at] = tab;
    tab.life.limit(steps);
    counted = steps === null ? null : tab.life;
    await Promise.race([work(tab), tab.life.over]);
    tab.life.limit(null);
    counted = null;
    if (tab.life.isOver()) tabs[at] = open();
  };
  await within(0, options.firstSteps, ({ store }) => store.counts(USER));
  await within(1, null, ({ store }) => store.counts(USER));
  const inspector = await openDB<QueueSchema>(name);

  return {
    within,
    items: () => inspector.getAll('items'),
    left,
    close: async () => {
      inspector.close();
      await Promise.all(stores.map((store) => store.close()));
    },
  };
};
