/** `reads`: what pet and feed cost, beside an answer that reads nothing, through the same stack (performance.md 3). */
import { assertSame, type Bench } from './support/context.ts';
import { seedToken } from './support/api-token.ts';
import { seedHistory, seedRollup } from './support/history.ts';
import { runLoad, type LoadResult } from './support/http-load.ts';
import { buildProduct } from './support/product.ts';
import type { BenchReport } from './support/report.ts';
import { interleave } from './support/rounds.ts';
import { newKeys, seedUsers, type BenchUser } from './support/seed.ts';
import { median, medianRatio } from './support/statistics.ts';

const ROUNDS = 3;
const CONNECTIONS = 32;
const USERS = 1_000;
const FEW = 100;
const DAY_MS = 86_400_000;
const dateAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const ACTIVITY = `/v1/dashboard/activity?from=${dateAgo(89)}&to=${dateAgo(0)}`;

interface Reader {
  readonly user: BenchUser;
  readonly token: string;
}

const requestOf = (path: string, token?: string): Buffer =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n${token === undefined ? '' : `Authorization: Bearer ${token}\r\n`}\r\n`,
  );

/** One answer, read whole: what is measured must be the right thing. */
const fetchJson = async (port: number, path: string, token: string): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
  assertSame(`status of ${path}`, response.status, 200);
  return response.json();
};

export const reads: Bench = async (context): Promise<BenchReport> => {
  const { postgres, size, say } = context;
  const product = await buildProduct(context, ['server']);
  const keys = newKeys();
  const url = await postgres.create('reads');
  const users = await seedUsers(url, USERS, keys);
  const [calm, eager] = users;
  if (!calm || !eager) throw new Error('no users were seeded');
  const many = size(100_000, 10_000);
  await seedHistory(url, FEW, [calm.userId]);
  await seedHistory(url, many, [eager.userId]);
  const few: Reader = { user: calm, token: await seedToken(url, calm.userId) };
  const lot: Reader = { user: eager, token: await seedToken(url, eager.userId) };
  // The rollup of that past is computed from it, as after every change of the rules.
  await seedRollup(url);
  const server = await product.startServer({ databaseUrl: url, redisUrl: null, keys });

  const petOf = ({ user }: Reader) => `/v1/pets/${user.petId}`;
  const feedOf = (reader: Reader) => `${petOf(reader)}/feed`;
  for (const reader of [few, lot]) {
    const pet = (await fetchJson(server.port, petOf(reader), reader.token)) as { readonly id: string };
    assertSame('the pet', pet.id, reader.user.petId);
    const feed = (await fetchJson(server.port, feedOf(reader), reader.token)) as {
      readonly items: readonly { readonly type: string }[];
    };
    assertSame(
      'lines of the feed',
      feed.items.length > 0 && feed.items.every((item) => item.type === 'commit.push'),
      true,
    );
  }

  const label = many.toLocaleString('en');
  const load = (request: Buffer) => async (): Promise<LoadResult> => {
    const result = await runLoad({
      port: server.port,
      connections: CONNECTIONS,
      forMs: size(4_000, 1_500),
      expect: 200,
      next: () => request,
    });
    assertSame('answers other than 200', result.wrong, {});
    return result;
  };
  const names = { health: 'GET /healthz', pet: 'pet', feed: 'feed', activity: 'activity of 90 days' };
  const contenders = [
    { name: names.health, run: load(requestOf('/healthz')) },
    { name: `${names.pet}, ${FEW} events`, run: load(requestOf(petOf(few), few.token)) },
    { name: `${names.pet}, ${label} events`, run: load(requestOf(petOf(lot), lot.token)) },
    { name: `${names.feed}, ${FEW} events`, run: load(requestOf(feedOf(few), few.token)) },
    { name: `${names.feed}, ${label} events`, run: load(requestOf(feedOf(lot), lot.token)) },
    { name: `${names.activity}, ${FEW} events`, run: load(requestOf(ACTIVITY, few.token)) },
    { name: `${names.activity}, ${label} events`, run: load(requestOf(ACTIVITY, lot.token)) },
  ];
  say('warming up');
  for (const { run } of contenders) await run();
  const results = await interleave(ROUNDS, contenders, (round, name, { perSecond }) =>
    say(`round ${round + 1}: ${name} ${Math.round(perSecond)}/s`),
  );
  const of = (name: string, figure: 'perSecond' | 'p50' | 'p99') => (results.get(name) ?? []).map((r) => r[figure]);
  const cost = (name: string) => medianRatio(of(names.health, 'perSecond'), of(name, 'perSecond'));
  return {
    rows: [...results.keys()].map((name) => ({
      read: name,
      'req/s': median(of(name, 'perSecond')),
      '× cost of healthz': cost(name),
      'p50 ms': median(of(name, 'p50')),
      'p99 ms': median(of(name, 'p99')),
    })),
    verdicts: [
      { what: `pet, ${FEW} events: × cost of healthz`, value: cost(`pet, ${FEW} events`), target: 2, sense: '<=' },
      { what: `pet, ${label} events: × cost of healthz`, value: cost(`pet, ${label} events`), target: 2, sense: '<=' },
      {
        what: `${names.activity}: cost with ${label} events ÷ with ${FEW}`,
        value: medianRatio(
          of(`${names.activity}, ${FEW} events`, 'perSecond'),
          of(`${names.activity}, ${label} events`, 'perSecond'),
        ),
        target: 3,
        sense: '<=',
      },
      { what: 'peak memory of the server', value: server.peakRssMb(), target: 170, sense: '<=', unit: 'MB' },
    ],
    notes: [
      'Pet and feed are read with an API token, which is looked up at every request; healthz is public.',
      'The dashboard measured is GET /v1/dashboard/activity. GET /v1/dashboard/daily is not measured yet.',
    ],
  };
};
