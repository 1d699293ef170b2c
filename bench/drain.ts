/** `drain`: how fast stored deliveries become events, XP and pets, beside one job for each (performance.md 3). */
import type { JobPerRowOrder, JobPerRowResult } from './baselines/job-per-row.ts';
import { assertSame, type Bench, type BenchContext } from './support/context.ts';
import { count, openClient } from './support/database.ts';
import { createPushes } from './support/deliveries.ts';
import { checkPets } from './support/expectation.ts';
import { seedHistory } from './support/history.ts';
import { buildProduct, order, type Product } from './support/product.ts';
import { startBenchRedis } from './support/redis.ts';
import type { BenchReport, Verdict } from './support/report.ts';
import { interleave, type Contender } from './support/rounds.ts';
import { newKeys, seedPending, seedUsers, type BenchUser } from './support/seed.ts';
import { median, medianRatio } from './support/statistics.ts';
import { setTimeout as delay } from 'node:timers/promises';

const ROUNDS = 3;
const MANY = 10_000;
/** What served the baseline best of 2, 4, 8 and 16: more only adds retries to the hot pet. */
const JOB_CONCURRENCY = 4;
const POLL_MS = 20;

interface Figures {
  readonly perSecond: number;
  readonly retries: number;
  readonly peakMb: number;
}

interface Setting {
  readonly context: BenchContext;
  readonly product: Product;
  readonly redisUrl: string | null;
  readonly keys: string;
}

/** Time from the first row's processing to the moment none is left, so that starting the process does not count. */
const untilDrained = async (url: string): Promise<number> => {
  const client = await openClient(url);
  try {
    const pending = `select exists (select 1 from event_processing where status = 'pending') as busy`;
    for (;;) {
      const { rows } = await client.query<{ busy: boolean }>(pending);
      const now = Date.now();
      if (!rows[0]?.busy) {
        const first = await client.query<{ first: string }>('select min(processed_at) as first from event_processing');
        return (now - Date.parse(first.rows[0]?.first ?? '')) / 1000;
      }
      await delay(POLL_MS);
    }
  } finally {
    await client.end();
  }
};

/** The product's workers process drains `rows` rows of `database`. */
const drainWithProduct = async ({ product, redisUrl, keys }: Setting, url: string, rows: number): Promise<Figures> => {
  const seconds = untilDrained(url);
  const workers = await product.startWorkers({ databaseUrl: url, redisUrl, keys });
  const figures = { perSecond: rows / (await seconds), retries: 0, peakMb: workers.peakRssMb() };
  await workers.stop();
  return figures;
};

const drainWithJobs = async ({ product, redisUrl }: Setting, databaseUrl: string): Promise<Figures> => {
  const jobs = await product.startBaseline('job-per-row');
  const message: JobPerRowOrder = { databaseUrl, redisUrl, concurrency: JOB_CONCURRENCY };
  const { rows, seconds, retries } = await order<JobPerRowResult>(jobs, message);
  const figures = { perSecond: rows / seconds, retries, peakMb: jobs.peakRssMb() };
  await jobs.stop();
  return figures;
};

let databases = 0;

/** One drain on a fresh copy of `template`, checked pet by pet. */
const contender = (
  setting: Setting,
  name: string,
  given: { readonly template: string; readonly users: readonly BenchUser[]; readonly rows: number },
  drainIt: (setting: Setting, url: string, rows: number) => Promise<Figures>,
): Contender<Figures> => ({
  name,
  run: async () => {
    const { postgres } = setting.context;
    databases += 1;
    const database = `drain_${databases}`;
    const url = await postgres.create(database, given.template);
    const commits = await seedPending(url, given.users, given.rows, createPushes(new Date().toISOString()));
    const figures = await drainIt(setting, url, given.rows);
    await checkPets(url, commits);
    await postgres.drop(database);
    return figures;
  },
});

/** Rounds on one database that holds a history already; every round drains new rows. */
const withHistory = async (
  setting: Setting,
  template: string,
  users: readonly BenchUser[],
  size: { readonly history: number; readonly rows: number },
): Promise<Contender<Figures>> => {
  const url = await setting.context.postgres.create('drain_history', template);
  setting.context.say(`storing ${size.history.toLocaleString('en')} events`);
  await seedHistory(url, size.history);
  return {
    name: 'product, history',
    run: async () => {
      const eventsIn = () => count(url, 'select coalesce(sum(version - 1), 0) as n from pets');
      const before = await eventsIn();
      const commits = await seedPending(url, users, size.rows, createPushes(new Date().toISOString()));
      const client = await openClient(url);
      // Rows of earlier rounds are out of the clock's sight.
      await client.query(`update event_processing set processed_at = 'infinity' where status = 'processed'`);
      await client.end();
      const figures = await drainWithProduct(setting, url, size.rows);
      const made = [...commits.values()].reduce((sum, n) => sum + n, 0);
      assertSame('events that reached the pets', (await eventsIn()) - before, made);
      return figures;
    },
  };
};

export const drain: Bench = async (context): Promise<BenchReport> => {
  const { folder, postgres, say, onEnd, size } = context;
  const product = await buildProduct(context, ['workers']);
  const redis = await startBenchRedis(folder);
  if (redis) onEnd(redis.stop);
  const setting: Setting = { context, product, redisUrl: redis?.url ?? null, keys: newKeys() };

  const manyUsers = await seedUsers(await postgres.create('many'), size(MANY, 1_000), setting.keys);
  const oneUser = await seedUsers(await postgres.create('one'), 1, setting.keys);
  const many = { template: 'many', users: manyUsers };
  const one = { template: 'one', users: oneUser };
  const rows = size(40_000, 5_000);
  const history = size(10_000_000, 100_000);

  const results = await interleave(
    ROUNDS,
    [
      contender(setting, 'jobs, many users', { ...many, rows: size(6_000, 1_000) }, drainWithJobs),
      contender(setting, 'product, many users', { ...many, rows }, drainWithProduct),
      contender(setting, 'jobs, one hot pet', { ...one, rows: size(2_000, 400) }, drainWithJobs),
      contender(setting, 'product, one hot pet', { ...one, rows }, drainWithProduct),
      await withHistory(setting, 'many', manyUsers, { history, rows }),
    ],
    (round, name, figures) =>
      say(`round ${round + 1}: ${name} ${Math.round(figures.perSecond)} rows/s, ${figures.retries} retries`),
  );

  const of = (name: string, figure: keyof Figures) => (results.get(name) ?? []).map((result) => result[figure]);
  const rate = (name: string) => of(name, 'perSecond');
  const versus = (what: string, a: string, b: string, target: number): Verdict => ({
    what,
    value: medianRatio(rate(a), rate(b)),
    target,
    sense: '>=',
  });
  const productNames = [...results.keys()].filter((name) => name.startsWith('product'));
  const conflicts = productNames.length === 0 ? Number.NaN : postgres.logged('deadlock detected');
  return {
    rows: [...results.keys()].map((name) => ({
      design: name,
      'raw rows/s': median(rate(name)),
      'events/s': median(rate(name)) * 2.2,
      'version retries a round': median(of(name, 'retries')),
      'peak MB': Math.max(...of(name, 'peakMb')),
    })),
    verdicts: [
      versus(
        `${manyUsers.length.toLocaleString('en')} users: rate × one job per row`,
        'product, many users',
        'jobs, many users',
        6,
      ),
      versus('one hot pet: rate × one job per row', 'product, one hot pet', 'jobs, one hot pet', 15),
      versus(
        `with ${history.toLocaleString('en')} events stored ÷ empty`,
        'product, history',
        'product, many users',
        0.85,
      ),
      { what: 'deadlocks in PostgreSQL’s log', value: conflicts, target: 0, sense: '<=' },
      {
        what: 'peak memory of the workers',
        value: Math.max(...productNames.flatMap((name) => of(name, 'peakMb'))),
        target: 180,
        sense: '<=',
        unit: 'MB',
      },
    ],
    notes: [
      'After every drain each pet’s XP, version and ledger equal what its commits are worth, and no row is left.',
      `Queue: ${redis ? 'Redis' : 'PostgreSQL'}. The jobs of the baseline are queued before its clock starts.`,
    ],
  };
};
