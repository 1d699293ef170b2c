/**
 * `npm run shots [-- <page> …]`: pictures of every page, phone and desktop, light and dark, empty and full, into
 * `test/shots`. The full account is the demo's month; the empty one has just hatched.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { prepareDatabase } from '#app/maintenance/prepare-database.ts';
import { systemClock } from '#infra/clock.ts';
import { loadConfig } from '#infra/config.ts';
import { startPostgres } from '#infra/postgres/launcher.ts';
import { ensureKeys } from '#infra/secrets/key-file.ts';
import { DESKTOP, launchBrowser, PHONE } from '../test/support/browser.ts';
import { DEMO_SIGN_IN, playMonth } from './demo/play.ts';
import { startStage } from './demo/stage.ts';

/** Every picture is of the same hour, whenever it is taken. */
const NOW = `${systemClock.now().slice(0, 10)}T15:10:00.000Z`;
const out = join(import.meta.dirname, '..', 'test', 'shots');
const NEWCOMER = { email: 'new@pawgress.example', password: 'woof woof woof' };

interface Shot {
  readonly name: string;
  readonly as: 'nobody' | 'newcomer' | 'hatched' | 'demo';
  readonly path: string;
  /** Brings the page into the state that is shown. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const click = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.waitForLoadState('networkidle');
};

/** Opens the first thing of a list by its link, and waits until its own page has read what it shows. */
const open = (name: string | RegExp) => async (page: Page) => {
  const before = page.url();
  await page.getByRole('link', { name }).first().click();
  await page.waitForURL((url) => url.href !== before);
  await page.getByRole('status').filter({ hasText: 'Checking' }).waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
};

const shots: readonly Shot[] = [
  { name: 'sign-in', as: 'nobody', path: '/' },
  { name: 'reset', as: 'nobody', path: '/reset#token' },
  { name: 'onboarding', as: 'newcomer', path: '/' },
  {
    name: 'first-bite',
    as: 'hatched',
    path: '/',
    prepare: async (page) => {
      const { items } = (await (await page.request.get('/v1/pets')).json()) as { items: { id: string }[] };
      await page.evaluate(`sessionStorage.setItem('first-bite', '${items[0]?.id ?? ''}')`);
      await page.reload();
      await page.getByRole('button', { name: /Connect/ }).waitFor();
    },
  },
  { name: 'home-empty', as: 'hatched', path: '/' },
  { name: 'home', as: 'demo', path: '/' },
  { name: 'home-why', as: 'demo', path: '/', prepare: click(/commit/) },
  { name: 'home-pet-menu', as: 'demo', path: '/', prepare: click('Change Biscuit') },
  { name: 'progress-empty', as: 'hatched', path: '/progress' },
  { name: 'progress', as: 'demo', path: '/progress' },
  {
    name: 'progress-table',
    as: 'demo',
    path: '/progress',
    prepare: click(/Show as a table: XP/),
  },
  { name: 'connections-empty', as: 'hatched', path: '/connections' },
  { name: 'connections', as: 'demo', path: '/connections', prepare: click('What arrived') },
  { name: 'connections-manage', as: 'demo', path: '/connections', prepare: click('Manage') },
  { name: 'habits-empty', as: 'hatched', path: '/habits' },
  { name: 'habits', as: 'demo', path: '/habits' },
  { name: 'habit', as: 'demo', path: '/habits', prepare: open(/Walk before breakfast/) },
  { name: 'habit-new', as: 'demo', path: '/habits', prepare: click(/New habit/) },
  { name: 'goals-empty', as: 'hatched', path: '/goals' },
  { name: 'goals', as: 'demo', path: '/goals' },
  { name: 'goal', as: 'demo', path: '/goals', prepare: open(/Run 5 km/) },
  { name: 'goal-amount', as: 'demo', path: '/goals', prepare: open(/A week by the sea/) },
  { name: 'log-empty', as: 'hatched', path: '/log' },
  { name: 'log', as: 'demo', path: '/log' },
  { name: 'training', as: 'demo', path: '/goals', prepare: open('Recall in the park') },
  { name: 'trackers-empty', as: 'hatched', path: '/trackers' },
  { name: 'trackers', as: 'demo', path: '/trackers' },
  { name: 'tracker', as: 'demo', path: '/trackers', prepare: open(/Weight/) },
  { name: 'settings', as: 'demo', path: '/settings' },
  { name: 'not-found', as: 'demo', path: '/nothing-here' },
  {
    name: 'home-offline',
    as: 'demo',
    path: '/',
    prepare: async (page) => {
      await page.context().setOffline(true);
      await page.getByText('No connection').waitFor();
    },
  },
];

const signIn = async (page: Page, who: { email: string; password: string }): Promise<void> => {
  const response = await page.request.post('/v1/auth/login', {
    data: who,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  if (!response.ok()) throw new Error(`signing in answered ${response.status()}`);
};

const shoot = async (browser: Browser, url: string, shot: Shot): Promise<void> => {
  for (const [device, viewport] of [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const) {
    for (const theme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        reducedMotion: 'reduce',
        viewport,
        colorScheme: theme,
        baseURL: url,
        serviceWorkers: 'block',
      });
      const page = await context.newPage();
      await page.clock.setFixedTime(NOW);
      if (shot.as === 'demo') await signIn(page, DEMO_SIGN_IN);
      if (shot.as === 'newcomer') await signIn(page, NEWCOMER);
      if (shot.as === 'hatched') await signIn(page, { ...NEWCOMER, email: 'hatched@pawgress.example' });
      await page.goto(shot.path);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.locator('h1').first().waitFor();
      await shot.prepare?.(page);
      await page.evaluate('document.fonts.ready');
      const suffix = theme === 'dark' ? '-dark' : '';
      await page.screenshot({ path: join(out, `${shot.name}-${device}${suffix}.png`) });
      if (theme === 'light')
        await page.screenshot({ path: join(out, `${shot.name}-${device}-full.png`), fullPage: true });
      await context.close();
    }
  }
  console.error(`  ${shot.name}`);
};

const register = async (url: string, email: string, pet: boolean): Promise<void> => {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const body = JSON.stringify({ email, password: NEWCOMER.password, timezone: 'UTC' });
  const response = await fetch(`${url}/v1/auth/register`, { method: 'POST', headers, body });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  if (!pet) return;
  await fetch(`${url}/v1/pets`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'Mallow', species: 'mossling', color: 'moss' }),
  });
};

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'pawgress shots-'));
mkdirSync(out, { recursive: true });
const postgres = await startPostgres(folder);
const config = loadConfig({
  DATA_DIR: folder,
  PORT: '0',
  REGISTRATION: 'open',
  RATE_LIMIT: 'off',
  LOG_LEVEL: 'silent',
});
const databaseUrl = postgres.url();
const ready = { ...config, databaseUrl, keys: ensureKeys(config) };
await prepareDatabase(ready, databaseUrl);
const stage = await startStage(ready, NOW);
const browser = await launchBrowser();
try {
  await playMonth(stage, NOW, (day, of) => day % 10 === 0 && console.error(`  day ${day} of ${of}`));
  await register(stage.url, NEWCOMER.email, false);
  await register(stage.url, 'hatched@pawgress.example', true);
  for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    await shoot(browser, stage.url, shot);
  }
} finally {
  await browser.close();
  await stage.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
