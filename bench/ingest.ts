/** `ingest`: how fast deliveries are stored, beside a bare writer and beside what one writes first (performance.md 3). */
import type { WriterResult } from './baselines/writer.ts';
import { assertSame, type Bench, type BenchContext } from './support/context.ts';
import { ask, count } from './support/database.ts';
import { createPushes, nameDelivery, newRun, signedRequest } from './support/deliveries.ts';
import { runLoad, type LoadResult } from './support/http-load.ts';
import type { MeasuredProcess } from './support/node-process.ts';
import { buildProduct, order, type Product } from './support/product.ts';
import { startBenchRedis } from './support/redis.ts';
import type { BenchReport, Verdict } from './support/report.ts';
import { interleave, type Contender } from './support/rounds.ts';
import { newKeys, seedUsers, type BenchUser } from './support/seed.ts';
import { median, medianRatio } from './support/statistics.ts';

const WRITER_CONNECTIONS = 32;
const CONNECTIONS = 64;
const USERS = 100;
const ROUNDS = 3;
const ACK = 202;
const REQUESTS_PER_CONNECTION = 8;

export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU microseconds of the Node process for each request. */
  readonly cpuUs: number;
}

/** Posts signed deliveries as fast as they are answered. @throws {WrongResult} at any other answer than the right one. */
export const post = async (
  port: number,
  users: readonly BenchUser[],
  options: { readonly connections: number; readonly forMs: number },
): Promise<LoadResult> => {
  const pushes = createPushes(new Date().toISOString());
  const run = newRun();
  const requests = Array.from({ length: options.connections * REQUESTS_PER_CONNECTION }, (_, i) => {
    const user = users[i % users.length];
    if (!user) throw new Error('no users were seeded');
    return signedRequest(user, pushes.body(i).text);
  });
  let sent = 0;
  const turns = new Array<number>(options.connections).fill(0);
  const result = await runLoad({
    port,
    ...options,
    expect: ACK,
    next: (connection) => {
      const turn = turns[connection] ?? 0;
      turns[connection] = turn + 1;
      const request = requests[connection + options.connections * (turn % REQUESTS_PER_CONNECTION)];
      if (!request) throw new Error('no request was made');
      sent += 1;
      nameDelivery(request, run, sent);
      return request.bytes;
    },
  });
  assertSame('answers that are no acknowledgement', result.wrong, {});
  return result;
};

const rowsIn = (url: string) => count(url, 'select count(*) as n from event_raw');

/** Runs `work`, and checks that it stored exactly as many rows as it says, each with its pending mark. */
const counted = async <T>(url: string, work: () => Promise<T>, stored: (result: T) => number): Promise<T> => {
  const before = await rowsIn(url);
  const result = await work();
  assertSame('rows for acknowledgements', (await rowsIn(url)) - before, stored(result));
  const marks = await count(url, 'select count(*) as n from event_processing');
  assertSame('rows to be processed', marks, before + stored(result));
  return result;
};

const BACKLOG_CHUNK = 50_000;

/** Pending deliveries that nobody works on, made inside PostgreSQL. */
const seedBacklog = async ({ say }: BenchContext, url: string, rows: number): Promise<void> => {
  const { text } = createPushes(new Date().toISOString()).body(1);
  for (let done = 0; done < rows; done += BACKLOG_CHUNK) {
    await ask(
      url,
      `with owners as (select array_agg(id) as ids, array_agg(user_id) as users from integrations),
       raw as (
         insert into event_raw (id, user_id, integration_id, source, event_name, external_event_id, payload)
         select id, users[1 + n % $3], ids[1 + n % $3], 'github', 'push', id::text, $1::jsonb
         from owners, (select n, gen_uuid_v7() as id from generate_series(1, $2::int) n) as made
         returning id, user_id)
       insert into event_processing (event_raw_id, user_id) select id, user_id from raw`,
      [text, Math.min(BACKLOG_CHUNK, rows - done), USERS],
    );
  }
  await ask(url, 'analyze event_raw');
  await ask(url, 'analyze event_processing');
  await ask(url, 'checkpoint');
  say(`a backlog of ${rows} rows is there`);
};

const cpuOf = async (child: MeasuredProcess, work: () => Promise<LoadResult>): Promise<Figures> => {
  const before = child.cpuSeconds();
  const { perSecond, p50, p99, answered } = await work();
  return { perSecond, p50, p99, cpuUs: ((child.cpuSeconds() - before) / answered) * 1e6 };
};

const startNaive = async (product: Product, message: object): Promise<{ child: MeasuredProcess; port: number }> => {
  const child = await product.startBaseline('naive-intake');
  const port = await new Promise<number>((resolve) => {
    child.onMessage((answer) => {
      const { port: open } = answer as { readonly port?: number };
      if (open !== undefined) resolve(open);
    });
    child.send(message);
  });
  return { child, port };
};

export const ingest: Bench = async (context): Promise<BenchReport> => {
  const { folder, postgres, say, onEnd, size } = context;
  const product = await buildProduct(context, ['server']);
  const redis = await startBenchRedis(folder);
  if (redis) onEnd(redis.stop);
  const redisUrl = redis?.url ?? null;
  const keys = newKeys();
  const forMs = size(6_000, 2_000);
  const backlogRows = size(1_000_000, 50_000);

  const url = await postgres.create('ingest');
  const users = await seedUsers(url, USERS, keys);
  const withBacklog = await postgres.create('ingest_backlog', 'ingest');
  await seedBacklog(context, withBacklog, backlogRows);

  const server = await product.startServer({ databaseUrl: url, redisUrl, keys });
  const busy = await product.startServer({ databaseUrl: withBacklog, redisUrl, keys });
  const naive = await startNaive(product, { databaseUrl: url, redisUrl, users });
  const writer = await product.startBaseline('writer', [url]);

  const load = { connections: CONNECTIONS, forMs };
  const http = (name: string, child: MeasuredProcess, port: number, database: string): Contender<Figures> => ({
    name,
    run: () =>
      cpuOf(child, () =>
        counted(
          database,
          () => post(port, users, load),
          (result) => result.answered,
        ),
      ),
  });
  const limit: Contender<Figures> = {
    name: 'limit',
    run: async () => {
      const before = writer.cpuSeconds();
      const { perSecond, p50, p99, written } = await counted(
        url,
        () => order<WriterResult>(writer, { connections: WRITER_CONNECTIONS, forMs }),
        (result) => result.written,
      );
      return { perSecond, p50, p99, cpuUs: ((writer.cpuSeconds() - before) / written) * 1e6 };
    },
  };
  const normal = http('product', server, server.port, url);
  const contenders: Contender<Figures>[] = [
    limit,
    http('baseline A', naive.child, naive.port, url),
    normal,
    http('product, backlog', busy, busy.port, withBacklog),
  ];
  if (redis) {
    const frozen: Contender<Figures> = {
      name: 'product, Redis frozen',
      run: async () => {
        redis.freeze();
        try {
          return await normal.run();
        } finally {
          redis.thaw();
        }
      },
    };
    contenders.push(frozen);
  }

  say('warming up');
  for (const { run } of contenders.slice(0, 4)) await run();
  const results = await interleave(ROUNDS, contenders, (round, name, figures) =>
    say(`round ${round + 1}: ${name} ${Math.round(figures.perSecond)}/s, p99 ${figures.p99.toFixed(1)} ms`),
  );

  const of = (name: string, figure: keyof Figures) => (results.get(name) ?? []).map((result) => result[figure]);
  const rate = (name: string) => of(name, 'perSecond');
  const rows = [...results.keys()].map((name) => ({
    design: name,
    'req/s': median(rate(name)),
    '× limit': medianRatio(rate(name), rate('limit')),
    'p50 ms': median(of(name, 'p50')),
    'p99 ms': median(of(name, 'p99')),
    'CPU µs/req, Node': median(of(name, 'cpuUs')),
  }));
  const own = rate('product');
  const verdicts: Verdict[] = [
    { what: 'rate × limit', value: medianRatio(own, rate('limit')), target: 0.6, sense: '>=' },
    { what: 'rate × baseline A', value: medianRatio(own, rate('baseline A')), target: 3, sense: '>=' },
    {
      what: 'p99 ÷ p99 of A',
      value: medianRatio(of('product', 'p99'), of('baseline A', 'p99')),
      target: 0.3,
      sense: '<=',
    },
    {
      what: `rate with ${backlogRows.toLocaleString('en')} rows pending ÷ without`,
      value: medianRatio(rate('product, backlog'), own),
      target: 0.9,
      sense: '>=',
    },
    ...(redis
      ? [
          {
            what: 'rate with Redis frozen ÷ without',
            value: medianRatio(rate('product, Redis frozen'), own),
            target: 0.95,
            sense: '>=',
          } as const,
        ]
      : []),
    {
      what: 'peak memory of the server',
      value: Math.max(server.peakRssMb(), busy.peakRssMb()),
      target: 170,
      sense: '<=',
      unit: 'MB',
    },
  ];
  const notes = redis ? [] : ['No redis-server on this machine: the round with a frozen Redis was left out.'];
  return {
    rows,
    verdicts,
    notes: [
      ...notes,
      `Every answer was the acknowledgement, and every acknowledgement has its row. Queue: ${redis ? 'Redis' : 'PostgreSQL'}.`,
    ],
  };
};
