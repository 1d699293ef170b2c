/** Moments on a bad network (spec 5.1): whatever happens on the way, each arrives once, as it was logged, and earns once. */
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PASSWORD, useTestApp } from '../support/app.ts';
import { launchBrowser, openDevice, PHONE } from '../support/browser.ts';

const app = useTestApp();
let browser: Browser;
let proxy: Server;
const contexts: BrowserContext[] = [];

/** What the network does to the next requests that send moments, one each; then it is fine. */
let mischief: ((response: ServerResponse, forward: () => Promise<IncomingMessage>) => Promise<void> | void)[] = [];

const forwardOf = (request: IncomingMessage) => (): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { method, headers, url = '' } = request;
    const upstream = ask(new URL(url, app.url), { ...(method && { method }), headers }, resolve);
    upstream.on('error', reject);
    request.pipe(upstream);
  });

beforeAll(async () => {
  browser = await launchBrowser();
  proxy = createServer((request, response) => {
    const forward = forwardOf(request);
    const isBatch = request.url === '/v1/events/batch';
    const pass = async () => {
      const answer = await forward();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      response.on('close', () => answer.destroy());
    };
    const next = isBatch ? mischief.shift() : undefined;
    void (async () => (next ? next(response, forward) : pass()))().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  mischief = [];
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser.close();
  proxy.closeAllConnections();
  proxy.close();
});

const viaProxy = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

/** Asks until it is so: the page shows at once what the server hears a little later. */
const eventually = <T>(read: () => T, { timeout = 15_000 } = {}) => expect.poll(read, { timeout });

let people = 0;
/** Signs somebody with a pet in. Returns their id. */
const signUp = async (context: BrowserContext): Promise<string> => {
  const post = async (path: string, data: object) => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    return (await (await context.request.post(path, { data, headers })).json()) as { user?: { id: string } };
  };
  const email = `walker-${(people += 1)}@example.org`;
  const { user } = await post('/v1/auth/register', { email, password: PASSWORD, timezone: 'UTC' });
  await post('/v1/pets', { name: 'Biscuit', species: 'dog' });
  return user?.id ?? '';
};
const arrive = async (baseURL: string): Promise<{ context: BrowserContext; userId: string }> => {
  const context = await browser.newContext({ viewport: PHONE, baseURL });
  contexts.push(context);
  return { context, userId: await signUp(context) };
};
const openLog = async (context: BrowserContext): Promise<Page> => {
  const page = context.pages().find((one) => one.url() === 'about:blank') ?? (await context.newPage());
  await page.goto('/log');
  await page.getByRole('heading', { name: 'Log a moment', level: 1 }).waitFor();
  return page;
};
const queuedOn = (page: Page) => page.getByText('queued', { exact: true });

interface Row {
  readonly client_event_id: string;
  readonly client_revision: number;
  readonly valence: string;
  readonly intensity: number;
  readonly tags: readonly string[];
  readonly occurred_at: string;
}
const rowsOf = async (context: BrowserContext): Promise<readonly Row[]> =>
  ((await (await context.request.get('/v1/events?limit=200')).json()) as { items: Row[] }).items;
/** Rewards for moments, one line for each. */
const rewardsOf = async (userId: string): Promise<number> =>
  (
    await app
      .db('event_scores')
      .join('events', 'events.id', 'event_scores.event_id')
      .where('event_scores.user_id', userId)
      .andWhereLike('events.type', 'behavior.%')
      .select('event_scores.event_id')
  ).length;
/** Resolves when as many moments as were logged are there, each with one reward, and nothing comes after. */
const arrived = async (context: BrowserContext, userId: string, count: number): Promise<readonly Row[]> => {
  await eventually(async () => (await rowsOf(context)).length, { timeout: 60_000 }).toBe(count);
  await eventually(() => rewardsOf(userId), { timeout: 30_000 }).toBe(count);
  const waiting = () => app.db('event_processing').where({ user_id: userId, status: 'pending' }).select('event_raw_id');
  await eventually(waiting, { timeout: 30_000 }).toEqual([]);
  expect(await rewardsOf(userId)).toBe(count);
  const rows = await rowsOf(context);
  expect(new Set(rows.map((row) => row.client_event_id)).size).toBe(count);
  return rows;
};

test('25 moments without a network, three of them changed, outlive the browser and arrive once each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pawgress-device-'));
  try {
    const first = await openDevice(folder, { baseURL: app.url });
    const userId = await signUp(first);
    const home = first.pages()[0] ?? (await first.newPage());
    await home.goto('/');
    await home.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
    await home.evaluate(() => navigator.serviceWorker.ready);
    // One visit is enough: the log was never open while there was a network.
    await first.setOffline(true);
    await home.goto('/log');
    await home.getByRole('heading', { name: 'Log a moment', level: 1 }).waitFor();
    for (let n = 1; n <= 25; n += 1) {
      await home.keyboard.press(n % 2 === 0 ? 'h' : 'g');
      await home.getByText(`${n} moment${n === 1 ? '' : 's'} saved on this device`).waitFor();
      if (n % 10 === 0) {
        await home.getByRole('button', { name: 'Barking' }).click();
        await home.keyboard.press('5');
      }
      if (n === 25) await home.getByRole('button', { name: 'Calm' }).click();
    }
    await home.getByRole('button', { name: 'Done' }).click();
    await home.getByRole('button', { name: 'Good moment, strength 3 Calm' }).waitFor();
    await first.close();

    const second = await openDevice(folder, { baseURL: app.url });
    await second.setOffline(true);
    const page = await openLog(second);
    await page.getByText('25 moments saved on this device').waitFor();
    expect(await rowsOf(second).catch(() => [])).toEqual([]);
    await second.setOffline(false);
    const rows = await arrived(second, userId, 25);
    expect(rows.filter(({ tags }) => tags.includes('barking')).map(({ intensity }) => intensity)).toEqual([5, 5]);
    expect(rows.filter(({ tags }) => tags.includes('calm'))).toHaveLength(1);
    expect(rows.filter(({ tags }) => tags.length === 0)).toHaveLength(22);
    expect(rows.filter(({ valence }) => valence === 'negative')).toHaveLength(12);
    await eventually(() => queuedOn(page).count()).toBe(0);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an answer that is lost after the server has it counts nothing twice', async () => {
  const { context, userId } = await arrive(viaProxy());
  const page = await openLog(context);
  let cut = 0;
  const cutOff = async (response: ServerResponse, forward: () => Promise<IncomingMessage>): Promise<void> => {
    const answer = await forward();
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await new Promise((resolve) => answer.once('end', resolve));
    cut += 1;
    response.destroy();
  };
  mischief = [cutOff, cutOff];
  for (const key of ['g', 'h', 'h']) await page.keyboard.press(key);
  await arrived(context, userId, 3);
  expect(cut).toBe(2);
  await eventually(() => queuedOn(page).count(), { timeout: 60_000 }).toBe(0);
  await arrived(context, userId, 3);
});

test('two tabs that log and change at the same time lose nothing and send nothing twice', async () => {
  const { context, userId } = await arrive(app.url);
  const [one, two] = [await openLog(context), await openLog(context)];
  await context.setOffline(true);
  for (let n = 0; n < 8; n += 1) {
    await one.bringToFront();
    await one.keyboard.press('g');
    await two.bringToFront();
    await two.keyboard.press('h');
  }
  for (const page of [one, two]) await page.getByText('16 moments saved on this device').waitFor();
  await two.getByRole('button', { name: 'Froze' }).click();
  await context.setOffline(false);
  const rows = await arrived(context, userId, 16);
  expect(rows.filter(({ valence }) => valence === 'positive')).toHaveLength(8);
  for (const page of [one, two]) {
    await eventually(() => queuedOn(page).count(), { timeout: 30_000 }).toBe(0);
    await page.getByText('8 good · 8 hard').waitFor();
  }
  await eventually(async () => (await rowsOf(context)).filter(({ tags }) => tags.includes('froze')).length).toBe(1);
  // What one tab sent, the other can change.
  await one.bringToFront();
  await one.getByRole('button', { name: /Froze/ }).click();
  await one.getByRole('dialog').getByRole('radio', { name: '1' }).check();
  const changed = async () => (await rowsOf(context)).find(({ tags }) => tags.includes('froze'))?.intensity;
  await eventually(changed, { timeout: 15_000 }).toBe(1);
  expect(await one.getByText('Two devices changed this moment').count()).toBe(0);
});

test('a server that fails, asks to wait, or answers nonsense gets everything in the end', async () => {
  const { context, userId } = await arrive(viaProxy());
  const page = await openLog(context);
  const seen: string[] = [];
  const answering = (name: string, status: number, headers: Record<string, string>, body: string) => {
    return (response: ServerResponse): void => {
      seen.push(name);
      response.writeHead(status, headers).end(body);
    };
  };
  mischief = [
    answering('500', 500, { 'content-type': 'text/plain' }, 'it broke'),
    answering('429', 429, { 'retry-after': '1' }, ''),
    answering('garbage', 200, { 'content-type': 'text/html' }, '<h1>Welcome to the hotel</h1>'),
    answering('half', 200, { 'content-type': 'application/json' }, '{"results":[{"client_event_id":"'),
  ];
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await eventually(() => seen, { timeout: 120_000 }).toEqual(['500', '429', 'garbage', 'half']);
  await arrived(context, userId, 2);
  await eventually(() => queuedOn(page).count(), { timeout: 30_000 }).toBe(0);
});

const DAY_MS = 86_400_000;
/** Shifts the page's clock, as a device does whose date is set wrong. */
const shiftClock = (shift: number): void => {
  const Real = Date;
  class Shifted extends Real {
    constructor(...parts: [] | [number | string | Date]) {
      if (parts.length === 0) super(Real.now() + shift);
      else super(parts[0]);
    }
    static override now(): number {
      return Real.now() + shift;
    }
  }
  globalThis.Date = Shifted as DateConstructor;
};

test('a device whose clock is a day ahead logs when it truly was', async () => {
  const { context, userId } = await arrive(app.url);
  await context.addInitScript(shiftClock, DAY_MS);
  const page = await openLog(context);
  await page.keyboard.press('h');
  await page.getByRole('button', { name: 'Pulling' }).click();
  const [row] = await arrived(context, userId, 1);
  expect(Math.abs(Date.parse(row?.occurred_at ?? '') - Date.now())).toBeLessThan(120_000);
  await eventually(async () => (await rowsOf(context))[0]?.tags, { timeout: 15_000 }).toEqual(['pulling']);
  const [changed] = await rowsOf(context);
  expect(Math.abs(Date.parse(changed?.occurred_at ?? '') - Date.now())).toBeLessThan(120_000);
});

test('a device whose clock is a day behind does, too, once it has heard from the server', async () => {
  const { context, userId } = await arrive(app.url);
  await context.addInitScript(shiftClock, -DAY_MS);
  const page = await openLog(context);
  await page.keyboard.press('g');
  await arrived(context, userId, 1);
  await eventually(() => queuedOn(page).count()).toBe(0);
  await page.keyboard.press('h');
  const rows = await arrived(context, userId, 2);
  const hard = rows.find(({ valence }) => valence === 'negative');
  expect(Math.abs(Date.parse(hard?.occurred_at ?? '') - Date.now())).toBeLessThan(120_000);
});

test('a worker that the browser wakes asks the open pages to send', async () => {
  const { context, userId } = await arrive(viaProxy());
  const page = await openLog(context);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const registration = async () => {
    const devtools = await context.newCDPSession(page);
    const found = new Promise<{ id: string }>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [one] = registrations;
        if (one) resolve({ id: one.registrationId });
      });
    });
    await devtools.send('ServiceWorker.enable');
    return { devtools, id: (await found).id };
  };
  const { devtools, id } = await registration();
  mischief = Array.from({ length: 8 }, () => (response: ServerResponse) => void response.destroy());
  await page.keyboard.press('g');
  await page.getByText('The server does not answer').waitFor();
  await page.evaluate(() => window.addEventListener('online', () => document.body.setAttribute('data-asked', '')));
  mischief = [];
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin: viaProxy(),
    registrationId: id,
    tag: 'pawgress-queue',
    lastChance: false,
  });
  await page.locator('body[data-asked]').waitFor();
  await arrived(context, userId, 1);
});
