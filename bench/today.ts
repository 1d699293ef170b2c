/** `today`: what a day's list costs somebody with years behind them, and one more log (issue "everyday progress"). */
import { seedToken } from './support/api-token.ts';
import { assertSame, type Bench } from './support/context.ts';
import { count } from './support/database.ts';
import { asker, makeEveryday, seedYears, type Ask } from './support/everyday.ts';
import { runLoad, type LoadResult } from './support/http-load.ts';
import { buildProduct } from './support/product.ts';
import type { BenchReport } from './support/report.ts';
import { interleave, type Contender } from './support/rounds.ts';
import { newKeys, seedUsers } from './support/seed.ts';
import { median, medianRatio } from './support/statistics.ts';

const ROUNDS = 5;
const CONNECTIONS = 16;
const YEARS = 5;
const DAYS = Math.round(YEARS * 365.25);

interface Someone {
  readonly token: string;
  readonly ask: Ask;
  readonly trackers: readonly string[];
}

interface Today {
  readonly habits: readonly unknown[];
  readonly goals: readonly unknown[];
}

const getBytes = (path: string, token: string): Buffer =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n\r\n`);

const LOG = JSON.stringify({ value_number: '5' });
const logBytes = (trackerId: string, token: string): Buffer =>
  Buffer.from(
    `POST /v1/trackers/${trackerId}/logs HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${LOG.length}\r\n\r\n${LOG}`,
  );

export const today: Bench = async (context): Promise<BenchReport> => {
  const { postgres, size, say } = context;
  const product = await buildProduct(context, ['server']);
  const keys = newKeys();
  const url = await postgres.create('today');
  const [veteran, beginner] = await seedUsers(url, 2, keys);
  if (!veteran || !beginner) throw new Error('no users were seeded');
  const server = await product.startServer({ databaseUrl: url, redisUrl: null, keys });
  const years = { days: DAYS, completions: size(100_000, 10_000), logs: size(200_000, 20_000) };

  const someone = async (userId: string): Promise<Someone> => {
    const token = await seedToken(url, userId);
    const ask = asker(server.port, token);
    return { token, ask, ...(await makeEveryday(ask, DAYS)) };
  };
  say('making habits and goals');
  const lot = await someone(veteran.userId);
  const none = await someone(beginner.userId);
  say(`writing ${YEARS} years`);
  await seedYears(url, veteran.userId, years);
  const shown = (await lot.ask('GET', '/v1/today')) as Today;
  assertSame('goals shown', shown.goals.length, 50);
  assertSame('habits shown', shown.habits.length > 50, true);

  const forMs = size(4_000, 1_500);
  const get = (path: string, { token }: Someone) => {
    const request = getBytes(path, token);
    return async (): Promise<LoadResult> => {
      const result = await runLoad({
        port: server.port,
        connections: CONNECTIONS,
        forMs,
        expect: 200,
        next: () => request,
      });
      assertSame('answers other than 200', result.wrong, {});
      return result;
    };
  };
  const logged = { lot: 0, none: 0 };
  /** One after the other: logs of one user wait for each other anyway. */
  const log = ({ token, trackers }: Someone, who: 'lot' | 'none') => {
    const requests = trackers.map((id) => logBytes(id, token));
    let turn = 0;
    return async (): Promise<LoadResult> => {
      const next = () => requests[(turn += 1) % requests.length] ?? Buffer.alloc(0);
      const result = await runLoad({ port: server.port, connections: 1, forMs, expect: 201, next });
      assertSame('answers other than 201', result.wrong, {});
      logged[who] += result.answered;
      return result;
    };
  };
  /** The list after a log has changed it: nothing that was kept helps. */
  const afterChange = async (): Promise<LoadResult> => {
    const took: number[] = [];
    for (let i = 0; i < size(20, 5); i += 1) {
      await lot.ask('POST', `/v1/trackers/${lot.trackers[0] ?? ''}/logs`, { value_number: '5' });
      logged.lot += 1;
      const began = performance.now();
      await lot.ask('GET', '/v1/today');
      took.push(performance.now() - began);
    }
    const p50 = median(took);
    return {
      answered: took.length,
      perSecond: 1000 / p50,
      p50,
      p99: Math.max(...took),
      max: Math.max(...took),
      wrong: {},
    };
  };

  const names = {
    me: 'GET /v1/me',
    today: `GET /v1/today, ${YEARS} years`,
    changed: 'GET /v1/today after a change, one at a time',
    logLot: `POST a log, ${YEARS} years`,
    logNone: 'POST a log, no history',
  };
  const contenders: Contender<LoadResult>[] = [
    { name: names.me, run: get('/v1/me', lot) },
    { name: names.today, run: get('/v1/today', lot) },
    { name: names.logLot, run: log(lot, 'lot') },
    { name: names.logNone, run: log(none, 'none') },
    { name: names.changed, run: afterChange },
  ];
  say('warming up');
  for (const { run } of contenders) await run();
  const results = await interleave(ROUNDS, contenders, (round, name, { perSecond }) =>
    say(`round ${round + 1}: ${name} ${Math.round(perSecond)}/s`),
  );
  const logsOf = (userId: string) => count(url, 'select count(*) as n from tracker_logs where user_id = $1', [userId]);
  assertSame('logs kept', await logsOf(veteran.userId), years.logs + logged.lot);
  assertSame('logs kept of the other', await logsOf(beginner.userId), logged.none);

  const of = (name: string, figure: 'perSecond' | 'p50' | 'p99') => (results.get(name) ?? []).map((r) => r[figure]);
  const cost = (name: string, beside: string) => medianRatio(of(beside, 'perSecond'), of(name, 'perSecond'));
  return {
    rows: Object.values(names).map((name) => ({
      request: name,
      'a second': median(of(name, 'perSecond')),
      'p50 ms': median(of(name, 'p50')),
      'p99 ms': median(of(name, 'p99')),
    })),
    verdicts: [
      { what: 'GET /v1/today × cost of GET /v1/me', value: cost(names.today, names.me), target: 3, sense: '<=' },
      {
        what: `one log: cost with ${YEARS} years ÷ with none`,
        value: cost(names.logLot, names.logNone),
        target: 2,
        sense: '<=',
      },
      { what: 'peak memory of the server', value: server.peakRssMb(), target: 170, sense: '<=', unit: 'MB' },
    ],
    notes: [
      `100 habits, 50 goals, ${years.completions.toLocaleString('en')} completions, ${years.logs.toLocaleString('en')} logs, ${(20 * DAYS).toLocaleString('en')} amounts.`,
      'Every log that was answered is kept once.',
    ],
  };
};
