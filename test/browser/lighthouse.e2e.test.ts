/**
 * Home, signed in, as Lighthouse sees it on a slow phone. Accessibility and best practices are gated, and so is what the
 * page asks for; the performance score depends on the machine and is told, not judged.
 */
import lighthouse from 'lighthouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#infra/postgres/server-process.ts';
import { useTestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { deliver, pushPayload } from '../support/webhook.ts';

const RUNS = 5;
const KB = 1_000;
/** The page, its parts, two fonts, what it asks the API, manifest and worker. */
const REQUESTS_MAX = 28;
const BYTES_MAX = 240 * KB;

const app = useTestApp();
let debugPort: number;
let close: () => Promise<void>;
beforeAll(async () => {
  debugPort = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${debugPort}`]);
  close = () => browser.close();
});
afterAll(() => close());

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

test('accessibility 100, best practices 100, few requests and few bytes', async () => {
  const client = await app.register();
  await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
  const made = await client.send('POST', '/v1/integrations', {
    body: { provider: 'github', account: { login: 'octocat', id: '583231' } },
  });
  const path = new URL(String(made.body['webhook_url'])).pathname;
  const hook = { url: `${app.url}${path}`, secret: String(made.body['secret']) };
  const push = pushPayload(['a'.repeat(40)], { login: 'octocat', id: 583231 }, new Date().toISOString());
  await deliver(hook, 'push', 'p-1', push);

  const runs: { performance: number; requests: number; bytes: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const result = await lighthouse(
      app.url,
      {
        port: debugPort,
        logLevel: 'error',
        onlyCategories: run === 0 ? ['accessibility', 'best-practices', 'performance'] : ['performance'],
        extraHeaders: { Cookie: client.cookie() ?? '' },
      },
      undefined,
    );
    if (!result) throw new Error('Lighthouse said nothing');
    const { categories, audits } = result.lhr;
    const requests = audits['network-requests']?.details;
    const items = requests?.type === 'table' ? requests.items : [];
    const score = (name: string) => Math.round(100 * (categories[name]?.score ?? 0));
    const failing = Object.values(audits).filter(
      ({ score: s, scoreDisplayMode }) => scoreDisplayMode === 'binary' && s === 0,
    );
    runs.push({
      performance: score('performance'),
      requests: items.length,
      bytes: items.reduce((sum, item) => sum + Number(item['transferSize'] ?? 0), 0),
    });
    if (run > 0) continue;
    const named = failing.map(({ id }) => id);
    expect({ score: score('accessibility'), named }).toMatchObject({ score: 100 });
    expect({ score: score('best-practices'), named }).toMatchObject({ score: 100 });
  }
  const of = (name: 'performance' | 'requests' | 'bytes') => median(runs.map((run) => run[name]));
  console.log(
    `Home in Lighthouse, median of ${RUNS}: performance ${of('performance')}, ${of('requests')} requests, ${Math.round(of('bytes') / KB)} kB`,
  );
  expect(of('requests')).toBeLessThanOrEqual(REQUESTS_MAX);
  expect(of('bytes')).toBeLessThanOrEqual(BYTES_MAX);
});
