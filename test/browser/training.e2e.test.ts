/** Training as its owner does it: a plan, passes and sets that need work, a split, a skip, the end; and what moments show. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REBUILDABLE, rebuildAll } from '#app/maintenance/rebuild.ts';
import { addDays } from '#core/domain/time/dates.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { PASSWORD, useTestApp } from '../support/app.ts';
import { DESKTOP, launchBrowser, openPage, PHONE } from '../support/browser.ts';
import { axeViolations, smallTargets, stickingOut, tabTo } from './look.ts';

const app = useTestApp();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

const SMALL = { width: 320, height: 720 } as const;
const headers = { 'sec-fetch-site': 'same-origin' };
const today = () => new Date().toISOString().slice(0, 10);
let people = 0;

/** Somebody signed in with a pet, on a page that complains of nothing. */
const arrive = async (viewport: { width: number; height: number }) => {
  const { page, complaints } = await openPage(browser, { viewport, baseURL: app.url, serviceWorkers: 'block' });
  const email = `trainer-${(people += 1)}@example.org`;
  const post = (path: string, data: object) => page.request.post(path, { data, headers });
  await post('/v1/auth/register', { email, password: PASSWORD, timezone: 'UTC' });
  await post('/v1/pets', { name: 'Biscuit', species: 'dog' });
  return { page, complaints, post };
};

/** Axe and sizes as they are, and then in the narrowest width that must do. */
const look = async (page: Page, where: string) => {
  const viewport = page.viewportSize() ?? PHONE;
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    expect([where, theme, await axeViolations(page)]).toEqual([where, theme, []]);
  }
  expect([where, await stickingOut(page)]).toEqual([where, []]);
  if (viewport.width !== PHONE.width) return;
  expect([where, await smallTargets(page)]).toEqual([where, []]);
  await page.setViewportSize(SMALL);
  // Charts are drawn anew a moment after the width has changed.
  await expect.poll(() => stickingOut(page), { message: `${where}, narrow`, timeout: 15_000 }).toEqual([]);
  await page.setViewportSize(viewport);
};

interface Goal {
  readonly id: string;
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly status: string }[];
}
const goalOf = async (page: Page): Promise<Goal> => {
  const { items } = (await (await page.request.get('/v1/goals')).json()) as { items: readonly Goal[] };
  const [goal] = items;
  if (!goal) throw new Error('there is no goal');
  return goal;
};
const statuses = async (page: Page) => (await goalOf(page)).steps.map(({ status }) => status);
const tap = (page: Page, outcome: string) => page.getByRole('button', { name: new RegExp(`^${outcome}: `) }).click();
/** The step that is on, by the name of its title button. */
const current = (page: Page) => page.locator('li[aria-current=step] > .rung > .head > .name .t').innerText();
const menu = async (page: Page, number: string) => {
  await page.getByRole('button', { name: new RegExp(`^Change step ${number}, `) }).click();
  return page.getByRole('dialog');
};
const choose = async (page: Page, number: string, action: string) => {
  const sheet = await menu(page, number);
  await sheet.getByRole('button', { name: action, exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
};

describe.each([
  ['on a phone', PHONE],
  ['on a desktop', DESKTOP],
] as const)('%s', (_, viewport) => {
  test('a goal is planned, begun, trained step by step, and reached', { timeout: 240_000 }, async () => {
    const { page, complaints } = await arrive(viewport);
    await page.goto('/goals');
    await page.getByRole('button', { name: 'Make the first one' }).click();
    const editor = page.getByRole('dialog');
    await editor.getByRole('radio', { name: 'Train something with my dog' }).check();
    await editor.getByRole('button', { name: 'Next' }).click();
    await editor.getByLabel('What do you call it?').fill('Recall in the park');
    await editor.getByLabel('How will you know?').fill('Rufus comes back, even past dogs');
    await look(page, 'editor');
    await editor.getByLabel('Plan to begin with').selectOption({ label: 'Come when called' });
    await editor.getByRole('button', { name: 'Save goal' }).click();
    await page.getByRole('heading', { name: 'Not begun' }).waitFor();
    await look(page, 'goals');

    await page.getByRole('link', { name: /Recall in the park/ }).click();
    await page.getByText('Made by the built-in plan.').waitFor();
    await page.getByText('Cue at 1 m, indoors').waitFor();
    await look(page, 'draft');
    await page.getByRole('button', { name: 'Look at the run' }).click();
    await page.getByRole('dialog').getByText('The built-in plan').waitFor();
    await look(page, 'run');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect.poll(() => current(page)).toBe('Cue at 1 m, indoors');

    // One is taken back at once: it counts for nothing, and the pet keeps what it ate.
    await tap(page, 'Pass');
    await page.getByText('1 of 3 in a row').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Pass is taken back.').waitFor();
    await page.getByText('0 of 3 in a row').waitFor();
    await look(page, 'goal');
    await page.getByText('Note or minutes, for the next tap').click();
    await page.getByLabel('Note', { exact: true }).fill('Turned at once. Chicken.');
    for (let passes = 0; passes < 3; passes += 1) await tap(page, 'Pass');
    // It shows before the server has heard of it, and stays when it has.
    await expect.poll(() => current(page)).toBe('Cue at 3 m, indoors');
    await expect.poll(() => statuses(page)).toEqual(['done', 'in_progress', ...Array<string>(5).fill('pending')]);
    expect(await current(page)).toBe('Cue at 3 m, indoors');
    await page.getByRole('button', { name: /^Cue at 1 m, indoors/ }).click();
    await page.getByText('Turned at once. Chicken.').waitFor();
    await page.getByRole('button', { name: /^Cue at 3 m, indoors/ }).click();

    for (let tries = 0; tries < 3; tries += 1) await tap(page, 'Needs work');
    await page.getByText('Make it smaller').waitFor();
    await look(page, 'suggestion');
    await page.getByRole('button', { name: 'Make two smaller steps' }).click();
    await page.getByRole('button', { name: /^Change step 2a, / }).waitFor();
    await look(page, 'parts');
    for (let passes = 0; passes < 3; passes += 1) await tap(page, 'Pass');
    await page.getByText('Step done: Cue at 3 m, indoors.').waitFor();
    await expect.poll(async () => (await statuses(page)).filter((status) => status === 'done').length).toBe(2);
    await choose(page, '2b', 'Start with it now');
    await choose(page, '2b', 'Skip it');
    await expect.poll(() => current(page)).toBe('Cue from another room');

    // By keyboard alone: the set that was neutral moves nothing.
    await page.getByRole('heading', { name: 'Recall in the park' }).focus();
    await tabTo(page, /^Neutral: /);
    await page.keyboard.press('Enter');
    await page.getByText('Neutral, saved.').waitFor();
    const sheet = await menu(page, '3');
    await look(page, 'step');
    await sheet.getByLabel('What is trained').fill('Cue from the garden');
    await sheet.getByRole('button', { name: 'Save step' }).click();
    await expect.poll(() => current(page)).toBe('Cue from the garden');
    await choose(page, '4', 'Move down');
    await choose(page, '3', 'Skip it');
    await expect.poll(() => current(page)).toBe('Yard on a long line, 10 m');

    await page.goto('/');
    await page.getByRole('link', { name: /Next training step/ }).waitFor();
    await page.getByText('Training step tried: Cue at 1 m, indoors').first().waitFor({ timeout: 20_000 });
    await page.getByText('Training step completed: Cue at 1 m, indoors').first().waitFor({ timeout: 20_000 });
    await look(page, 'home');
    await page.getByRole('link', { name: /Next training step/ }).click();
    for (const number of ['4', '5', '6', '7']) await choose(page, number, 'It is done');
    await page.getByText('All steps are done. What it earned stays.').waitFor();
    expect(await goalOf(page)).toMatchObject({ status: 'completed' });
    await look(page, 'reached');
    await page.goto('/');
    await page.getByText('Goal reached: Recall in the park').first().waitFor({ timeout: 20_000 });
    expect(complaints).toEqual([]);
  });

  test('moments suggest a goal, belong to its steps, and are seen on Progress', { timeout: 180_000 }, async () => {
    const { page, complaints, post } = await arrive(viewport);
    await page.goto('/progress');
    await page.getByRole('heading', { name: 'Progress' }).waitFor();
    const events = Array.from({ length: 12 }, (__, index) => {
      const isHard = index % 3 !== 0;
      return {
        client_event_id: `moment-${people}-${index}`,
        occurred_at: `${addDays(today(), -1 - (index % 6))}T${String(7 + index).padStart(2, '0')}:10:00.000Z`,
        valence: isHard ? 'negative' : 'positive',
        intensity: 1 + (index % 5),
        tags: isHard ? ['pulling'] : ['calm_hello'],
        context: {
          trigger: isHard ? 'bike' : 'other_dog',
          distance_m: 30 - index,
          ...(isHard && { recovery_seconds: 30 * (index + 1) }),
          ...(index === 7 && { setting_events: ['poor_sleep'] }),
        },
      };
    });
    expect((await post('/v1/events/batch', { events })).status()).toBe(200);

    await page.goto('/goals');
    await page.getByRole('heading', { name: 'Walk on a loose leash' }).waitFor();
    await page.getByText(/^Eight hard moments set off by “bike” on /).waitFor();
    await look(page, 'suggested');
    await page.getByRole('button', { name: 'Make it a goal: Walk on a loose leash' }).click();
    await page.getByRole('link', { name: 'Look at it, and begin' }).click();
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.getByRole('button', { name: 'Link moments' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('heading', { name: 'These fit' }).waitFor();
    await look(page, 'link');
    await sheet.getByRole('checkbox').first().check();
    await expect.poll(async () => (await goalOf(page)).steps[0]).toMatchObject({ event_ids: [expect.any(String)] });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Unlink the moment of/ }).waitFor();
    await look(page, 'linked');

    await page.goto('/progress');
    for (const title of [
      'Good and hard, day by day',
      'By trigger',
      'By tag',
      'By hour of the day',
      'Time to recover',
    ]) {
      await page.getByRole('heading', { name: title }).waitFor({ timeout: 20_000 });
    }
    await page.getByText('poor sleep').first().waitFor();
    await look(page, 'progress');
    const tables = page.getByRole('button', { name: /^Show as a table: / });
    while ((await tables.count()) > 0) await tables.first().click();
    await page.getByRole('rowheader', { name: 'bike' }).waitFor();
    await look(page, 'tables');
    expect(complaints).toEqual([]);
  });
});

test('an attempt without a network shows at once, waits, and arrives once', { timeout: 120_000 }, async () => {
  const { page, post } = await arrive(PHONE);
  const made = (await (await post('/v1/goals', { kind: 'training', title: 'Settle' })).json()) as { id: string };
  for (const title of ['On the mat', 'Longer']) await post(`/v1/goals/${made.id}/steps`, { title, required_passes: 2 });
  await page.request.patch(`/v1/goals/${made.id}/activate`, { headers });
  await page.goto(`/goals/${made.id}`);
  await page.getByText('0 of 2 in a row').waitFor();
  await page.context().setOffline(true);
  await tap(page, 'Pass');
  await tap(page, 'Pass');
  await expect.poll(() => current(page)).toBe('Longer');
  await page.getByRole('button', { name: /^On the mat/ }).click();
  await expect.poll(() => page.getByText('queued', { exact: true }).count()).toBe(2);
  expect(await statuses(page)).toEqual(['in_progress', 'pending']);
  await page.context().setOffline(false);
  await expect.poll(() => statuses(page), { timeout: 30_000 }).toEqual(['done', 'in_progress']);
  await page.getByText('queued', { exact: true }).first().waitFor({ state: 'detached' });
  await page.getByText('2 so far').waitFor();
  expect(await current(page)).toBe('Longer');
});

test('an attempt that the server refuses is told with its reason, and let go', { timeout: 120_000 }, async () => {
  const { page, post } = await arrive(PHONE);
  const made = (await (await post('/v1/goals', { kind: 'training', title: 'Wait' })).json()) as { id: string };
  await page.goto(`/goals/${made.id}`);
  await page.getByRole('button', { name: 'Add a step' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('What is trained').fill('At the kerb');
  await sheet.getByLabel('Passes in a row that end it').fill('2');
  await sheet.getByRole('button', { name: 'Save step' }).click();
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.getByText('0 of 2 in a row').waitFor();
  const [step] = (await goalOf(page)).steps;
  await page.context().setOffline(true);
  await tap(page, 'Pass');
  await page.getByText('1 of 2 in a row').waitFor();
  // Elsewhere, the step was split meanwhile: attempts go to its parts.
  await post(`/v1/goal-steps/${step?.id ?? ''}/split`, {});
  await page.context().setOffline(false);
  await page.getByText(/^An attempt was not taken: This step has smaller steps now/).waitFor({ timeout: 30_000 });
  await look(page, 'refused');
  await page.getByRole('button', { name: 'Let it go' }).click();
  await page.getByText(/^An attempt was not taken/).waitFor({ state: 'detached' });
  expect(await statuses(page)).toEqual(['in_progress', 'pending', 'pending']);
});

test('everything that was shown is what the facts say', async () => {
  const { differences } = await rebuildAll(createUnitOfWork(app.db), REBUILDABLE, () => new Date().toISOString());
  expect(differences).toEqual([]);
});
