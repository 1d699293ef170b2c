/** The log of moments as its owner uses it: one tap, more said later, taken back, looked for, refused, in conflict. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '#infra/postgres/server-process.ts';
import { PASSWORD, useTestApp } from '../support/app.ts';
import { DESKTOP, launchBrowser, openPage, PHONE } from '../support/browser.ts';
import { axeViolations, smallTargets, stickingOut, tabTo } from './look.ts';

const app = useTestApp();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser(['--host-resolver-rules=MAP pawgress.test 127.0.0.1']);
});
afterAll(async () => {
  await browser.close();
});

/** A server that is known under a name of the network, without https. */
const httpEnv: Record<string, string> = {};
beforeAll(async () => {
  const port = await freePort();
  Object.assign(httpEnv, { PORT: String(port), PUBLIC_URL: `http://pawgress.test:${port}` });
});
useTestApp({ env: httpEnv, workers: false });

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const SMALL = { width: 320, height: 640 } as const;
/** Asks until it is so: the page shows at once what the server hears a little later. */
const eventually = <T>(read: () => T, { timeout = 15_000 } = {}) => expect.poll(read, { timeout });

let people = 0;

/** Somebody signed in with a pet, on the log. */
const arrive = async (viewport: { width: number; height: number } = PHONE) => {
  const { page, complaints } = await openPage(browser, { viewport, baseURL: app.url });
  const email = `logger-${(people += 1)}@example.org`;
  const post = (path: string, data: object) => page.request.post(path, { data, headers: SAME_ORIGIN });
  await post('/v1/auth/register', { email, password: PASSWORD, timezone: 'UTC' });
  await post('/v1/pets', { name: 'Biscuit', species: 'dog' });
  await page.goto('/log');
  await page.getByRole('button', { name: 'Hard moment' }).waitFor();
  return { page, complaints, email, post };
};

interface Row {
  readonly client_event_id: string;
  readonly client_revision: number;
  readonly occurred_at: string;
  readonly valence: string;
  readonly intensity: number;
  readonly tags: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly notes: string | null;
}
const rows = async (page: Page): Promise<readonly Row[]> =>
  ((await (await page.request.get('/v1/events')).json()) as { items: Row[] }).items;
const newest = async (page: Page): Promise<Partial<Row>> => (await rows(page))[0] ?? {};

const look = async (page: Page, where: string) => {
  const { width } = page.viewportSize() ?? PHONE;
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    expect([where, theme, await axeViolations(page)]).toEqual([where, theme, []]);
  }
  expect([where, await stickingOut(page)]).toEqual([where, []]);
  if (width === PHONE.width) expect([where, await smallTargets(page)]).toEqual([where, []]);
};
const good = (page: Page) => page.getByRole('button', { name: /^Good moment( Calm, brave, listening)?$/ });
const hard = (page: Page) => page.getByRole('button', { name: /^Hard moment( Pulled, barked, worried)?$/ });

describe.each([
  ['on a phone', PHONE],
  ['on a desktop', DESKTOP],
  ['on a small screen', SMALL],
] as const)('%s', (_, viewport) => {
  test('a moment is logged by one tap, more is said of it, and it is found and changed later', async () => {
    const { page, complaints } = await arrive(viewport);
    await page.getByText('Both earn the same').waitFor();
    await look(page, 'the empty log');
    await hard(page).click();
    await page.getByText('Saved. Hard ones teach the most.').waitFor();
    await eventually(() => newest(page)).toMatchObject({ valence: 'negative', intensity: 3, client_revision: 1 });

    await page.getByRole('radio', { name: '4' }).check();
    await page.getByRole('button', { name: 'Barking' }).click();
    await page.getByRole('button', { name: 'Another tag' }).click();
    await page.getByLabel('Another tag').fill('  Stared at It ');
    await page.keyboard.press('Enter');
    await page.getByLabel('Trigger').fill('Other dog');
    await page.getByLabel('Distance, m').fill('12,5');
    await page.getByLabel('Leash').selectOption('Long line');
    await page.getByLabel('Place').fill('Canal path');
    await page.getByText('Before, after and a note').click();
    await page.getByLabel('What happened just before').fill('It came round the corner.');
    await page.getByLabel('What happened right after').fill('We crossed the road.');
    await page.getByLabel('What you did').selectOption('Moved away');
    await page.getByLabel('Minutes until it was calm again').fill('1.5');
    await page.getByLabel('Note').fill('Windy.');
    await page.getByLabel('Note').blur();
    await eventually(() => newest(page)).toMatchObject({
      intensity: 4,
      tags: ['barking', 'stared_at_it'],
      notes: 'Windy.',
      context: {
        trigger: 'other_dog',
        distance_m: 12.5,
        leash_setup: 'long_line',
        location_label: 'Canal path',
        antecedent: 'It came round the corner.',
        consequence: 'We crossed the road.',
        handler_response: 'moved_away',
        recovery_seconds: 90,
      },
    });
    await look(page, 'what is said');
    // What cannot be is said at once, and what was there stays.
    await page.getByLabel('Distance, m').fill('far');
    await page.getByLabel('Distance, m').blur();
    await page.getByText('a number of metres from 0 to 500').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await look(page, 'a walk');

    await page.getByRole('button', { name: /Hard moment, strength 4 Barking/ }).click();
    const sheet = page.getByRole('dialog');
    expect(await sheet.getByLabel('Distance, m').inputValue()).toBe('12.5');
    await look(page, 'the sheet of a moment');
    const at = new Date(Date.now() - 26 * 3_600_000);
    const wanted = await page.evaluate((ms) => {
      const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
      return date.toISOString().slice(0, 16);
    }, at.getTime());
    await sheet.getByLabel('When it was').fill(wanted);
    await sheet.getByLabel('When it was').blur();
    await eventually(async () =>
      Math.abs(Date.parse((await newest(page)).occurred_at ?? '') - at.getTime()),
    ).toBeLessThan(60_000);
    await sheet.getByRole('button', { name: 'Done' }).click();
    // It is no part of this walk any more.
    await page.getByText('Nothing on this walk yet.').waitFor();
    await page.getByRole('heading', { name: 'Earlier' }).waitFor();

    await good(page).click();
    await page.getByText('Saved. Remember this one.').waitFor();
    await page.getByRole('button', { name: /^As before: Canal path · long line/ }).click();
    await eventually(() => newest(page)).toMatchObject({
      context: { leash_setup: 'long_line', location_label: 'Canal path' },
    });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    await eventually(async () => (await rows(page)).length).toBe(1);

    await page.goto('/');
    await page.getByText('A hard moment, and you noted it').first().waitFor({ timeout: 20_000 });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('with the keyboard alone: G and H log, 1 to 5 say how strong, and typing is typing', async () => {
  const { page } = await arrive(DESKTOP);
  await page.keyboard.press('g');
  await page.getByText('Saved. Remember this one.').waitFor();
  await page.keyboard.press('5');
  await eventually(() => newest(page)).toMatchObject({ valence: 'positive', intensity: 5 });
  await tabTo(page, 'Trigger');
  await page.keyboard.type('high grass 4');
  await tabTo(page, 'Done');
  await eventually(() => newest(page)).toMatchObject({ intensity: 5, context: { trigger: 'high_grass_4' } });
  await page.keyboard.press('Enter');
  await page.keyboard.press('h');
  await page.getByText('Saved. Hard ones teach the most.').waitFor();
  await eventually(async () => (await rows(page)).map(({ valence }) => valence)).toEqual(['negative', 'positive']);
  await page.context().close();
});

test('earlier moments stand by day, and are found by kind, tag and words', async () => {
  const { page, post } = await arrive();
  const earlier = (days: number, what: object) => ({
    client_event_id: `earlier-${days}-${people}`,
    occurred_at: new Date(Date.now() - days * 86_400_000).toISOString(),
    ...what,
  });
  const events = [
    earlier(1, { valence: 'negative', tags: ['pulling'], notes: 'Squirrels everywhere' }),
    earlier(2, { valence: 'positive', tags: ['calm'], context: { location_label: 'Station road' } }),
    ...Array.from({ length: 60 }, (_, n) => earlier(3 + n, { valence: 'positive', tags: ['loose_leash'] })),
  ];
  await post('/v1/events/batch', { events });
  await page.reload();
  const found = () => page.locator('.history .moment').count();
  await eventually(found).toBe(50);
  await page.getByRole('button', { name: 'Show more' }).click();
  await eventually(found).toBe(62);
  await look(page, 'earlier moments');
  await page.getByLabel('Tag').fill('Loose leash');
  await page.getByLabel('Tag').press('Enter');
  await page.getByRole('button', { name: 'Show more' }).waitFor();
  await eventually(found).toBe(50);
  await page.getByLabel('Tag').fill('');
  await page.getByLabel('In its words').fill('squirrels');
  await page.getByLabel('In its words').press('Enter');
  await eventually(found).toBe(1);
  await page.getByRole('radio', { name: 'Good' }).check();
  await page.getByText('No moment is like that.').waitFor();
  await page.getByLabel('In its words').fill('station');
  await page.getByLabel('In its words').press('Enter');
  await eventually(found).toBe(1);
  await page.getByRole('button', { name: /Calm/ }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('No moment is like that.').waitFor();
  await eventually(async () => (await rows(page)).some(({ tags }) => tags.includes('calm'))).toBe(false);
  await page.context().close();
});

test('what the server refuses says why, and is changed, tried again or let go', async () => {
  const { page } = await arrive();
  const refuse = { type: 'about:blank', title: 'Not valid', status: 422, code: 'validation_failed' };
  await page.route('**/v1/events/batch', async (route) => {
    const { events } = route.request().postDataJSON() as { events: { client_event_id: string }[] };
    const results = events.map(({ client_event_id }) => ({
      client_event_id,
      id: null,
      client_revision: null,
      status: 'rejected',
      error: { ...refuse, detail: 'The moon was too full.' },
    }));
    await route.fulfill({ json: { results } });
  });
  for (const key of ['g', 'h', 'h']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Done' }).click();
  const refused = page.getByRole('region', { name: 'Your server did not take these' });
  await eventually(() => refused.getByText('The moon was too full.').count()).toBe(3);
  await eventually(() => page.getByText('not taken', { exact: true }).count()).toBe(3);
  await look(page, 'refused moments');
  await refused.getByRole('button', { name: 'Let go of it' }).first().click();
  await refused.getByRole('button', { name: 'Really let go' }).click();
  await eventually(() => refused.getByText('The moon was too full.').count()).toBe(2);
  await page.getByText('0 good · 2 hard').waitFor();

  await page.unroute('**/v1/events/batch');
  await refused.getByRole('button', { name: 'Try again' }).first().click();
  await eventually(async () => (await rows(page)).length).toBe(1);
  await refused.getByRole('button', { name: 'Change it' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: '2' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await refused.waitFor({ state: 'detached' });
  await eventually(async () => (await rows(page)).map(({ intensity }) => intensity).toSorted()).toEqual([2, 3]);
  await page.context().close();
});

test('two devices that changed the same moment: both versions are shown, and one is chosen', async () => {
  const { page, post } = await arrive();
  await page.keyboard.press('h');
  await eventually(async () => (await rows(page)).length).toBe(1);
  await eventually(() => page.getByText('queued', { exact: true }).count()).toBe(0);
  const elsewhere = async (notes: string) => {
    const { client_event_id, client_revision = 0, occurred_at, valence } = await newest(page);
    const moment = { client_event_id, client_revision: client_revision + 1, occurred_at, valence, notes };
    await post('/v1/events/batch', { events: [moment] });
  };
  const conflict = page.getByText('Two devices changed this moment.');
  await elsewhere('From the tablet');
  await page.keyboard.press('5');
  await conflict.waitFor();
  const theirs = page.getByRole('region', { name: 'On your server' });
  await theirs.getByText('From the tablet').first().waitFor();
  await page.getByRole('region', { name: 'On this device' }).getByText('strength 5').waitFor();
  await look(page, 'a conflict');
  await page.getByRole('button', { name: 'Keep this device’s' }).click();
  await conflict.waitFor({ state: 'detached' });
  await eventually(() => newest(page)).toMatchObject({ intensity: 5, notes: null });

  await elsewhere('From the tablet again');
  await page.keyboard.press('1');
  await conflict.waitFor();
  await page.getByRole('button', { name: 'Keep the server’s' }).click();
  await conflict.waitFor({ state: 'detached' });
  await eventually(() => newest(page)).toMatchObject({ intensity: 3, notes: 'From the tablet again' });
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: /From the tablet again/ }).waitFor();
  // It goes on from there.
  await page.getByRole('button', { name: /From the tablet again/ }).click();
  await page.getByRole('dialog').getByRole('radio', { name: '2' }).check();
  await eventually(() => newest(page)).toMatchObject({ intensity: 2, notes: 'From the tablet again' });
  await page.context().close();
});

test('a device without room says that it kept nothing, and keeps it when there is room', async () => {
  const { page } = await arrive();
  await page.evaluate(() => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (...parts) {
      if (document.title !== 'room') throw new DOMException('The disk is full.', 'QuotaExceededError');
      return add.apply(this, parts);
    };
  });
  await page.keyboard.press('g');
  await page.getByText('This device could not keep it.').waitFor();
  await page.getByText('not kept', { exact: true }).waitFor();
  await look(page, 'a moment that is not kept');
  await page.evaluate(() => {
    document.title = 'room';
  });
  await page.getByRole('button', { name: 'Keep it now' }).click();
  await page.getByText('Saved. Remember this one.').waitFor();
  await eventually(async () => (await rows(page)).length).toBe(1);
  await page.context().close();
});

test('who signs out is told what is not sent; it is sent when they are back', async () => {
  const { page, email } = await arrive();
  await page.route('**/v1/events/batch', (route) => route.abort());
  await page.keyboard.press('g');
  await page.getByText('5 XP once it is sent').waitFor();
  await page.getByText('1 moment saved on this device').waitFor();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const signOut = page.getByRole('button', { name: 'Sign out', exact: true }).first();
  await signOut.click();
  await page.getByRole('heading', { name: '1 thing is not sent yet' }).waitFor();
  await look(page, 'the warning');
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await signOut.click();
  await page.getByRole('button', { name: 'Sign out, and keep it here' }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.unroute('**/v1/events/batch');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await eventually(async () => (await rows(page)).length, { timeout: 20_000 }).toBe(1);
  await page.context().close();
});

test('the first bite can be a moment with the dog', async () => {
  const { page } = await arrive();
  const { items } = (await (await page.request.get('/v1/pets')).json()) as { items: { id: string }[] };
  await page.evaluate((id) => sessionStorage.setItem('first-bite', id), items[0]?.id ?? '');
  await page.goto('/');
  await page.getByRole('button', { name: 'Log one moment with your dog' }).click();
  await page.getByRole('heading', { name: 'Log a moment', level: 1 }).waitFor();
  await page.context().close();
});

test('over plain http from another machine the page says what it cannot do, and why, and logs all the same', async () => {
  const address = httpEnv['PUBLIC_URL'] ?? '';
  // npm's Chromium runs without web security, and then says nothing of the origin; every other browser does.
  const context = await browser.newContext({ viewport: PHONE, extraHTTPHeaders: { origin: address } });
  const page = await context.newPage();
  await page.goto(address);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await page.evaluate(async (password) => {
    const post = (path: string, body: object) =>
      fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await post('/v1/auth/register', { email: 'http@example.org', password, timezone: 'UTC' });
    await post('/v1/pets', { name: 'Biscuit', species: 'dog' });
  }, PASSWORD);
  await page.goto(`${address}/log`);
  await page.getByText('Without https this page cannot open while you are offline.').waitFor();
  await look(page, 'the log without https');
  await page.keyboard.press('g');
  const count = () =>
    page.evaluate(async () => ((await (await fetch('/v1/events')).json()) as { items: unknown[] }).items.length);
  await eventually(count, { timeout: 15_000 }).toBe(1);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'How to give it https' }).click();
  await (await opened).getByRole('heading', { name: 'Https in a private network' }).waitFor();
  await context.close();
});
