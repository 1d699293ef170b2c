/** `erase`: how long `DELETE /v1/me` takes for one person beside very many rows of others. */
import { assertSame, type Bench, type BenchContext } from './support/context.ts';
import { count } from './support/database.ts';
import { seedHistory } from './support/history.ts';
import { buildProduct, type Product } from './support/product.ts';
import type { BenchReport } from './support/report.ts';
import { newKeys, seedUsers } from './support/seed.ts';
import { median } from './support/statistics.ts';

const ROUNDS = 5;
const OTHERS = 1_000;
const OWN_EVENTS = 1_000;
const PASSWORD = 'woof woof woof';

/** Registers, gets a pet and a past, and erases the account. Returns the milliseconds of the last step. */
const eraseOne = async (port: number, url: string, name: string): Promise<number> => {
  let cookie = '';
  const send = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
      body: JSON.stringify(body),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await response.text();
    assertSame(`${method} ${path}`, response.ok, true);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  const { user } = await send('POST', '/v1/auth/register', { email: `${name}@bench.example`, password: PASSWORD });
  const { id } = user as { readonly id: string };
  await send('POST', '/v1/pets', { name: 'Biscuit', species: 'dog' });
  await seedHistory(url, OWN_EVENTS, [id]);
  const from = performance.now();
  await send('DELETE', '/v1/me', { password: PASSWORD });
  const ms = performance.now() - from;
  assertSame('events that stayed', await count(url, 'select count(*) as n from events where user_id = $1', [id]), 0);
  return ms;
};

const measure = async (context: BenchContext, product: Product, name: string, foreign: number): Promise<number[]> => {
  const keys = newKeys();
  const url = await context.postgres.create(name);
  await seedUsers(url, OTHERS, keys);
  if (foreign > 0) await seedHistory(url, foreign);
  const server = await product.startServer({ databaseUrl: url, redisUrl: null, keys });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await eraseOne(server.port, url, `${name}-${round}`));
  await server.stop();
  context.say(`${name}: ${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
  return times;
};

export const erase: Bench = async (context): Promise<BenchReport> => {
  const product = await buildProduct(context, ['server']);
  const foreign = context.size(500_000, 50_000);
  const alone = await measure(context, product, 'erase_alone', 0);
  const beside = await measure(context, product, 'erase_beside', foreign);
  const label = foreign.toLocaleString('en');
  return {
    rows: [
      { 'foreign events': '0', 'median ms': median(alone), 'worst ms': Math.max(...alone) },
      { 'foreign events': label, 'median ms': median(beside), 'worst ms': Math.max(...beside) },
    ],
    verdicts: [
      {
        what: `beside ${label} events of others: worst`,
        value: Math.max(...beside),
        target: 1_000,
        sense: '<=',
        unit: 'ms',
      },
      { what: 'median ÷ median without them', value: median(beside) / median(alone), target: 2, sense: '<=' },
    ],
    notes: [
      `One person with ${OWN_EVENTS.toLocaleString('en')} events, ${ROUNDS} times; the password's hash is part of it.`,
    ],
  };
};
