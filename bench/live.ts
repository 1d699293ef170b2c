/** `live`: deliveries stored and processed at the same time, and how soon a page hears of one (performance.md 3). */
import { setTimeout as delay } from 'node:timers/promises';
import type { WriterResult } from './baselines/writer.ts';
import { assertSame, type Bench, type BenchContext } from './support/context.ts';
import { count, openClient } from './support/database.ts';
import { checkPets } from './support/expectation.ts';
import { createFreshPosts } from './support/fresh-posts.ts';
import { runLoad } from './support/http-load.ts';
import type { MeasuredProcess } from './support/node-process.ts';
import { measurePostToPage } from './support/post-to-page.ts';
import { buildProduct, order, type Product, type ServerProcess } from './support/product.ts';
import { startBenchRedis } from './support/redis.ts';
import type { BenchReport, Verdict } from './support/report.ts';
import { interleave } from './support/rounds.ts';
import { newKeys, seedUsers, type BenchUser } from './support/seed.ts';
import { median, medianRatio, percentile } from './support/statistics.ts';

const ROUNDS = 3;
const USERS = 1_000;
const CONNECTIONS = 64;
const WRITER_CONNECTIONS = 32;
const ACK = 202;
const SAMPLE_MS = 100;
/** What is offered in the paced runs: a little more than the target asks for. */
const PACE = 0.32;
const DRAINED_MS = 120_000;

interface Figures {
  readonly perSecond: number;
  readonly p99: number;
  /** Processed when the load ended, of what was acknowledged. */
  readonly processed: number;
  /** Seconds the oldest delivery was waiting, at worst. */
  readonly oldest: number;
}

interface Setting {
  readonly url: string;
  readonly users: readonly BenchUser[];
  readonly server: ServerProcess;
  readonly workers: MeasuredProcess;
  /** Commits each user pushed so far. */
  readonly pushed: Map<string, number>;
}

const OLDEST = `select coalesce(extract(epoch from clock_timestamp() - min(next_attempt_at)), 0)::float8 as s
  from event_processing where status = 'pending'`;

/** Looks at the backlog until `stop` is called. */
const watchBacklog = async (url: string) => {
  const client = await openClient(url);
  const stopping = new AbortController();
  const seen: number[] = [];
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const { rows } = await client.query<{ s: number }>(OLDEST);
      seen.push(rows[0]?.s ?? 0);
      await delay(SAMPLE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await client.end();
  })();
  return {
    stop: async (): Promise<number> => {
      stopping.abort();
      await watching;
      return Math.max(0, ...seen);
    },
  };
};

const waitUntilDrained = async (url: string): Promise<void> => {
  const pending = `select count(*) as n from event_processing where status = 'pending'`;
  for (const until = Date.now() + DRAINED_MS; (await count(url, pending)) > 0; await delay(SAMPLE_MS)) {
    if (Date.now() > until) throw new Error('the workers do not come to an end');
  }
};

/** Posts for `forMs`, as fast as it is answered or at `rate`, while workers work. Everything is checked afterwards. */
const runLive = async (
  { url, users, server, pushed }: Setting,
  load: { readonly forMs: number; readonly atMost: number; readonly rate?: number },
): Promise<Figures> => {
  const posts = createFreshPosts(users, Math.ceil(((load.rate ?? load.atMost) * load.forMs) / 1000) + CONNECTIONS);
  const done = (status: string) => count(url, `select count(*) as n from event_processing where status = '${status}'`);
  const before = await done('processed');
  const backlog = await watchBacklog(url);
  const result = await runLoad({
    port: server.port,
    connections: CONNECTIONS,
    forMs: load.forMs,
    ...(load.rate !== undefined && { rate: load.rate }),
    expect: ACK,
    next: () => posts.next(),
  });
  const processed = (await done('processed')) - before;
  const oldest = await backlog.stop();
  assertSame('answers that are no acknowledgement', result.wrong, {});
  await waitUntilDrained(url);
  for (const [user, commits] of posts.pushed()) pushed.set(user, (pushed.get(user) ?? 0) + commits);
  assertSame('rows for acknowledgements', (await done('processed')) - before, result.answered);
  await checkPets(url, pushed);
  return { perSecond: result.perSecond, p99: result.p99, processed: processed / result.answered, oldest };
};

const startProduct = async (
  { postgres }: BenchContext,
  product: Product,
  name: string,
  redisUrl: string | null,
): Promise<Setting> => {
  const keys = newKeys();
  const url = await postgres.create(name);
  const users = await seedUsers(url, USERS, keys);
  const server = await product.startServer({ databaseUrl: url, redisUrl, keys });
  const workers = await product.startWorkers({ databaseUrl: url, redisUrl, keys });
  return { url, users, server, workers, pushed: new Map() };
};

export const live: Bench = async (context): Promise<BenchReport> => {
  const { folder, postgres, say, onEnd, size } = context;
  const product = await buildProduct(context, ['server', 'workers']);
  const redis = await startBenchRedis(folder);
  if (redis) onEnd(redis.stop);
  const forMs = size(10_000, 3_000);

  const limitUrl = await postgres.create('live_limit');
  await seedUsers(limitUrl, USERS, newKeys());
  const writer = await product.startBaseline('writer', [limitUrl]);
  const limitOnce = () => order<WriterResult>(writer, { connections: WRITER_CONNECTIONS, forMs: size(6_000, 2_000) });
  const setting = await startProduct(context, product, 'live', redis?.url ?? null);

  say('warming up');
  let { perSecond: limit } = await limitOnce();
  await runLive(setting, { forMs: size(4_000, 1_500), atMost: limit * 2 });
  const results = await interleave<Figures>(
    ROUNDS,
    [
      {
        name: 'limit',
        run: async () => {
          const { perSecond, p99 } = await limitOnce();
          limit = perSecond;
          return { perSecond, p99, processed: Number.NaN, oldest: Number.NaN };
        },
      },
      { name: 'flat out', run: () => runLive(setting, { forMs, atMost: limit * 2 }) },
      { name: `offered ${PACE} × limit`, run: () => runLive(setting, { forMs, atMost: limit, rate: limit * PACE }) },
    ],
    (round, name, { perSecond, processed, oldest }) =>
      say(
        `round ${round + 1}: ${name} ${Math.round(perSecond)}/s, processed ${processed.toFixed(2)}, oldest ${oldest.toFixed(2)} s`,
      ),
  );

  const pageFor = { forMs: size(20_000, 5_000), perSecond: 50 };
  const withRedis = redis ? await measurePostToPage(setting, pageFor) : null;
  const peaks = [setting];
  await Promise.all([setting.server.stop(), setting.workers.stop()]);
  const plain = await startProduct(context, product, 'live_plain', null);
  peaks.push(plain);
  const withoutRedis = await measurePostToPage(plain, pageFor);

  const of = (name: string, figure: keyof Figures) => (results.get(name) ?? []).map((result) => result[figure]);
  const paced = `offered ${PACE} × limit`;
  const page = (what: string, ms: readonly number[], target: number): Verdict => ({
    what: `from POST to page at 50/s, ${what}: p99`,
    value: percentile(ms, 0.99),
    target,
    sense: '<=',
    unit: 'ms',
  });
  const pageRow = (what: string, ms: readonly number[]) => ({
    run: `POST to page, ${what}`,
    'acknowledged/s': pageFor.perSecond,
    '× limit': '',
    'p50 ms': percentile(ms, 0.5),
    'p99 ms': percentile(ms, 0.99),
  });
  const peak = (part: 'server' | 'workers') => Math.max(...peaks.map((each) => each[part].peakRssMb()));
  return {
    rows: [
      ...[...results.keys()].map((name) => ({
        run: name,
        'acknowledged/s': median(of(name, 'perSecond')),
        '× limit': medianRatio(of(name, 'perSecond'), of('limit', 'perSecond')),
        'p50 ms': '',
        'p99 ms': median(of(name, 'p99')),
        'processed at the end': median(of(name, 'processed')),
        'oldest pending, s': Math.max(...of(name, 'oldest')),
      })),
      ...(withRedis ? [pageRow('Redis', withRedis)] : []),
      pageRow('PostgreSQL alone', withoutRedis),
    ],
    verdicts: [
      {
        what: 'acknowledged × limit',
        value: medianRatio(of(paced, 'perSecond'), of('limit', 'perSecond')),
        target: 0.3,
        sense: '>=',
      },
      { what: 'processed of acknowledged', value: median(of(paced, 'processed')), target: 0.97, sense: '>=' },
      { what: 'oldest pending', value: median(of(paced, 'oldest')), target: 0.5, sense: '<=', unit: 's' },
      ...(withRedis ? [page('Redis', withRedis, 150)] : []),
      page('PostgreSQL alone', withoutRedis, 300),
      { what: 'peak memory of the server', value: peak('server'), target: 170, sense: '<=', unit: 'MB' },
      { what: 'peak memory of the workers', value: peak('workers'), target: 180, sense: '<=', unit: 'MB' },
    ],
    notes: [
      ...(redis ? [] : ['No redis-server on this machine: live with Redis was left out.']),
      'After each run every acknowledged delivery is processed once and each pet’s XP is what its commits are worth.',
      'The load generator shares the cores. “Flat out” offers as much as 64 connections can; the verdicts are for the offered rate.',
    ],
  };
};
