/** The page as people use it: two tabs, no network, a keyboard, a small screen, large letters, months without a reload. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, PHONE } from '../support/browser.ts';
import { createTestDb } from '../support/db.ts';
import { axeViolations, stickingOut, smallTargets, tabTo } from './look.ts';
import type { TestProcess } from '../support/process.ts';
import { productOn, type Product } from '../support/product.ts';
import { deliver, pushPayload, type Hook } from '../support/webhook.ts';

const octocat = { login: 'octocat', id: 583231 };
const PAGES = [
  '/',
  '/log',
  '/habits',
  '/goals',
  '/trackers',
  '/categories',
  '/progress',
  '/connections',
  '/settings',
  '/nothing-here',
] as const;

let browser: Browser;
let product: Product;
let server: TestProcess;
const cleanups: (() => Promise<unknown>)[] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  const testDb = await createTestDb();
  cleanups.push(() => testDb.drop());
  product = await productOn(testDb.url, (end) => cleanups.push(end));
  server = await product.startServer();
  await product.startWorkers();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser.close();
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Visitor {
  readonly context: BrowserContext;
  readonly email: string;
  readonly userId: string;
  readonly hook: Hook;
  readonly connectionId: string;
  open(path?: string): Promise<Page>;
  push(sha: string): Promise<void>;
  /** Resolves when nothing of theirs waits any more. */
  settled(): Promise<void>;
}

let visitors = 0;

/** Somebody signed in, with a pet and a GitHub connection, in a browser of their own. */
const visitor = async (options: BrowserContextOptions = {}): Promise<Visitor> => {
  const context = await browser.newContext({ viewport: PHONE, baseURL: product.url, ...options });
  contexts.push(context);
  const email = `visitor-${(visitors += 1)}@example.org`;
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(path, { data, headers: { 'sec-fetch-site': 'same-origin' } });
    expect(answer.status()).toBe(201);
    return (await answer.json()) as Record<string, unknown>;
  };
  const { user } = await post('/v1/auth/register', { email, password: PASSWORD, timezone: 'UTC' });
  await post('/v1/pets', { name: 'Biscuit', species: 'dog' });
  const account = { id: String(octocat.id), login: octocat.login };
  const made = await post('/v1/integrations', { provider: 'github', account });
  const userId = String((user as { id: string }).id);
  const hook = {
    url: `${product.url}${new URL(String(made['webhook_url'])).pathname}`,
    secret: String(made['secret']),
  };
  return {
    context,
    email,
    userId,
    hook,
    connectionId: String(made['id']),
    open: async (path = '/') => {
      const page = await context.newPage();
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      return page;
    },
    push: async (sha) => {
      const id = sha.padStart(40, '0');
      const { status } = await deliver(
        hook,
        'push',
        `push-${id}`,
        pushPayload([id], octocat, new Date().toISOString()),
      );
      expect(status).toBe(202);
    },
    settled: () =>
      vi.waitFor(
        async () => {
          const waiting = product.db('event_processing').where({ user_id: userId, status: 'pending' });
          expect(await waiting.select('event_raw_id')).toEqual([]);
        },
        { timeout: 60_000, interval: 100 },
      ),
  };
};

const feedRows = (page: Page) => page.getByRole('button', { name: /commit to api/ });

describe('what happens elsewhere', () => {
  test('a push shows in both tabs without a reload', async () => {
    const mia = await visitor();
    const [one, two] = [await mia.open(), await mia.open()];
    await mia.push('a');
    for (const page of [one, two]) await expect.poll(() => feedRows(page).count(), { timeout: 15_000 }).toBe(1);
  });

  test('a server that is gone is told of, and when it is back the page goes on by itself', async () => {
    const mia = await visitor();
    const page = await mia.open();
    await server.kill();
    await page.getByText('The server does not answer').waitFor({ timeout: 20_000 });
    await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
    server = await product.startServer();
    await mia.push('b');
    await expect.poll(() => feedRows(page).count(), { timeout: 45_000 }).toBe(1);
    await expect.poll(() => page.getByText('The server does not answer').count()).toBe(0);
  });

  test('signing out in one tab signs out the other', async () => {
    const mia = await visitor();
    const [one, two] = [await mia.open('/settings'), await mia.open()];
    await one.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    for (const page of [one, two]) await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    expect(await two.evaluate(() => localStorage.getItem('last-known'))).toBeNull();
  });
});

describe('finding the way', () => {
  test('addresses lead to their pages, and back and forward work', async () => {
    const mia = await visitor();
    const page = await mia.open('/progress');
    await page.getByRole('heading', { name: 'Progress', exact: true }).waitFor();
    const go = async (name: string) => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('link', { name, exact: true }).filter({ visible: true }).click();
      await page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
    };
    await go('Connections');
    expect(await page.title()).toBe('Connections · Pawgress');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await go('Settings');
    await page.goBack();
    await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.goto('/nothing-here');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });

  test('with the keyboard alone: from signing in to replaying a delivery', async () => {
    const mia = await visitor();
    await mia.push('c');
    await mia.settled();
    await product
      .db('event_processing')
      .where({ user_id: mia.userId })
      .whereIn('event_raw_id', product.db('event_raw').where({ integration_id: mia.connectionId }).select('id'))
      .update({ status: 'failed', reason: 'A bug that is mended by now.', processed_at: null });
    const context = await browser.newContext({ baseURL: product.url });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('Email').waitFor();
    await tabTo(page, 'Email');
    await page.keyboard.type(mia.email);
    await tabTo(page, /^Password/);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
    await tabTo(page, 'Connections');
    await page.keyboard.press('Enter');
    await page.getByText('1 failed').waitFor();
    await tabTo(page, 'What arrived');
    await page.keyboard.press('Enter');
    await tabTo(page, /^push/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Try again');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Healthy').waitFor({ timeout: 15_000 });
  });
});

describe('seeing and touching', () => {
  let mia: Visitor;
  beforeEach(async () => {
    mia = await visitor();
    await mia.push('d');
    await mia.settled();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing on any page, %s', async (colorScheme) => {
    const page = await mia.open();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of PAGES) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect({ path, found: await axeViolations(page) }).toEqual({ path, found: [] });
    }
    await page.goto('/');
    await feedRows(page).first().click();
    await page.getByText('Rules version').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('nor where one signs in, starts and resets, %s', async (colorScheme) => {
    const context = await browser.newContext({ viewport: PHONE, baseURL: product.url, colorScheme });
    contexts.push(context);
    const page = await context.newPage();
    const look = async (heading: string): Promise<void> => {
      await page.getByRole('heading', { name: heading }).waitFor();
      expect({ heading, found: await axeViolations(page) }).toEqual({ heading, found: [] });
      expect({ heading, small: await smallTargets(page) }).toEqual({ heading, small: [] });
      expect({ heading, sticksOut: await stickingOut(page) }).toEqual({ heading, sticksOut: [] });
    };
    await page.goto('/reset#token');
    await look('Choose a new password');
    await page.goto('/');
    await look('Welcome back');
    await page.getByRole('button', { name: 'Make an account' }).click();
    await look('Make an account');
    await page.getByLabel('Email').fill(`starter-${colorScheme}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await look('Someone’s in there');
    await page.getByLabel('Name').fill('Mø');
    await page.getByRole('button', { name: 'Say hello to Mø' }).click();
    await look('What is Mø’s first bite?');
    // A reload comes back to where one was.
    await page.reload();
    await page.getByRole('heading', { name: 'What is Mø’s first bite?' }).waitFor();
    await page.getByRole('button', { name: 'Look around first' }).click();
    await page.getByText('Mø hatches with the first thing that arrives').waitFor();
  });

  test('a save is told, and so is a fault at its field', async () => {
    const page = await mia.open('/settings');
    await page.getByLabel('Your name').fill('Mia');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    await page.getByLabel('Time zone').fill('Nowhere/Land');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Nowhere/Land' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.getByLabel('Time zone').getAttribute('aria-invalid')).toBe('true');
  });

  test('everything that can be tapped is large enough for a thumb', async () => {
    const page = await mia.open();
    for (const path of PAGES) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect({ path, small: await smallTargets(page) }).toEqual({ path, small: [] });
    }
  });

  test.each([
    ['320 px', 320, 16],
    ['letters twice as large', 390, 32],
  ])('nothing needs a scroll sideways: %s', async (_what, width, letters) => {
    const page = await mia.open();
    await page.setViewportSize({ width, height: 844 });
    for (const path of PAGES) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}px`), letters);
      await page.waitForLoadState('networkidle');
      expect({ path, sticksOut: await stickingOut(page) }).toEqual({ path, sticksOut: [] });
    }
  });

  test('who wants no motion sees none', async () => {
    const page = await mia.open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await mia.push('e');
    await expect.poll(() => feedRows(page).count(), { timeout: 15_000 }).toBe(2);
    const moving = () =>
      page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
    expect(await moving()).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(moving).toBeGreaterThan(0);
  });

  test('a new line of the feed reaches a screen reader once', async () => {
    const page = await mia.open();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      }
    });
    await mia.push('f');
    const heard = () =>
      page.evaluate(() => (window as unknown as { heard: string[] }).heard.filter((text) => text.trim()));
    await expect.poll(heard, { timeout: 15_000 }).toEqual(['1 commit to api, 10 XP']);
  });
});

describe('for months', () => {
  test('without a network the page opens with what it knew last', async () => {
    const mia = await visitor();
    await mia.push('a1');
    await mia.settled();
    const page = await mia.open();
    await feedRows(page).first().waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The first visit is not controlled by the worker it installs.
    await page.reload();
    await feedRows(page).first().waitFor();
    await mia.context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
    await feedRows(page).first().waitFor();
    await page.getByText(/No connection|does not answer/).waitFor();
  });

  test('a page asks nobody but its own server', async () => {
    const mia = await visitor();
    const page = await mia.context.newPage();
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    const answer = await page.goto('/');
    for (const path of PAGES) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
    }
    expect([...asked]).toEqual([product.url]);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
  });

  test('1,000 live events leave no more memory in use than they must, and one stream', async () => {
    const mia = await visitor();
    const page = await mia.open();
    const streams: string[] = [];
    page.on('request', (request) => request.url().includes('/v1/stream') && streams.push(request.url()));
    const devtools = await mia.context.newCDPSession(page);
    await devtools.send('HeapProfiler.enable');
    const heap = async (): Promise<number> => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      return usedSize;
    };
    const listeners = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? 0;
    };
    await devtools.send('Performance.enable');
    const pushMany = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 20) {
        const shas = Array.from({ length: 20 }, (_, i) => (0xabc_000 + n + i).toString(16).padStart(40, '0'));
        await deliver(mia.hook, 'push', `many-${n}`, pushPayload(shas, octocat, new Date().toISOString()));
      }
      await mia.settled();
      const newest = await product.db('pets').where({ user_id: mia.userId }).first<{ version: number }>('version');
      await expect
        .poll(
          () =>
            page.evaluate(
              () =>
                (JSON.parse(localStorage.getItem('last-known') ?? '{}') as { pet?: { version: number } }).pet?.version,
            ),
          {
            timeout: 30_000,
          },
        )
        .toBe(newest?.version);
    };
    // The page is warm and its feed as long as it keeps it.
    await pushMany(0, 200);
    const [before, heardBefore] = [await heap(), await listeners()];
    await pushMany(200, 1_200);
    const [after, heardAfter] = [await heap(), await listeners()];
    expect(after / before).toBeLessThan(1.2);
    expect(heardAfter).toBeLessThanOrEqual(heardBefore * 1.2);
    // The stream of the first moment still holds: none was opened beside it.
    expect(streams).toEqual([]);
  });
});
