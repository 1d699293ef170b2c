/** Habits, goals and trackers as their owner uses them: made by the editors, kept, undone, backdated, reached. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REBUILDABLE, rebuildAll } from '#app/maintenance/rebuild.ts';
import { addDays } from '#core/domain/time/dates.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { PASSWORD, useTestApp } from '../support/app.ts';
import { DESKTOP, launchBrowser, openPage, PHONE } from '../support/browser.ts';
import { axeViolations, smallTargets, stickingOut } from './look.ts';

const app = useTestApp();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

const today = () => new Date().toISOString().slice(0, 10);
const dateWords = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(',', '');

let people = 0;

/** Somebody signed in with a pet, on a page that complains of nothing. */
const arrive = async (viewport: { width: number; height: number }) => {
  const { page, complaints } = await openPage(browser, { viewport, baseURL: app.url });
  const email = `everyday-${(people += 1)}@example.org`;
  const post = (path: string, data: object) =>
    page.request.post(path, { data, headers: { 'sec-fetch-site': 'same-origin' } });
  await post('/v1/auth/register', { email, password: PASSWORD, timezone: 'UTC' });
  await post('/v1/pets', { name: 'Biscuit', species: 'dog' });
  return { page, complaints };
};

const look = async (page: Page, where: string) => {
  const { width } = page.viewportSize() ?? PHONE;
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    expect([where, theme, await axeViolations(page)]).toEqual([where, theme, []]);
  }
  expect([where, await stickingOut(page)]).toEqual([where, []]);
  if (width === PHONE.width) expect([where, await smallTargets(page)]).toEqual([where, []]);
};

const KINDS = [
  ['daily', 'Every day'],
  ['weekly', 'Some days a week'],
  ['weekdays', 'On certain weekdays'],
  ['interval', 'Every few days'],
  ['monthly', 'Some days a month'],
  ['cycle', 'Shifts: days on, days off'],
  ['rule', 'By a calendar rule'],
] as const;

describe.each([
  ['on a phone', PHONE],
  ['on a desktop', DESKTOP],
] as const)('%s', (_, viewport) => {
  test('a habit of each rhythm is made, kept, undone, backdated, and rests', { timeout: 180_000 }, async () => {
    const { page, complaints } = await arrive(viewport);
    await page.goto('/habits');
    await page.getByText('No habits yet. Start with one that takes a minute.').waitFor();
    await look(page, 'no habits');
    for (const [index, [title, kind]] of KINDS.entries()) {
      await page.getByRole('button', { name: index === 0 ? 'Start a habit' : 'New habit' }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel('What will you do?').fill(`A ${title} habit`);
      await sheet.getByLabel('How often').selectOption({ label: kind });
      await sheet.getByText('Next dates').waitFor();
      if (title === 'rule') await look(page, 'habit editor');
      await sheet.getByRole('button', { name: 'Save habit' }).click();
      await page.getByRole('link', { name: new RegExp(`A ${title} habit`) }).waitFor();
    }
    await look(page, 'habits');

    const cell = (date: string) =>
      page.getByRole('button', { name: new RegExp(`^A daily habit, ${dateWords(date)}: `) });
    await cell(today()).click();
    await expect.poll(() => cell(today()).getAttribute('aria-label')).toMatch(/: done/);
    await cell(today()).click();
    await expect.poll(() => cell(today()).getAttribute('aria-label')).toMatch(/: due/);
    await cell(today()).click();
    await expect.poll(() => cell(today()).getAttribute('aria-label')).toMatch(/: done/);

    await page.getByRole('heading', { name: 'Your year' }).waitFor();
    await look(page, 'habits with a year');
    await page.getByRole('link', { name: /A daily habit/ }).click();
    await page.getByRole('heading', { name: 'A daily habit', level: 1 }).waitFor();
    await look(page, 'habit');
    // Backdate the day before yesterday, and let yesterday be a rest day: the streak bridges it.
    const back = addDays(today(), -2);
    const rest = addDays(today(), -1);
    const open = async (date: string) => {
      const button = page.getByRole('button', { name: new RegExp(`^A daily habit, ${dateWords(date)}: `) });
      if ((await button.count()) === 0) await page.getByRole('button', { name: 'Previous month' }).click();
      return button.first();
    };
    await (await open(back)).click();
    await expect.poll(async () => (await open(back)).getAttribute('aria-label')).toMatch(/: done/);
    await (await open(rest)).focus();
    await page.keyboard.press('r');
    await expect.poll(async () => (await open(rest)).getAttribute('aria-label')).toMatch(/rest day/);
    // The page shows it at once; the server is asked until it has heard of it.
    const stats = async () =>
      ((await (await page.request.get('/v1/habits')).json()) as { items: { stats: object }[] }).items[0]?.stats;
    await expect.poll(stats).toMatchObject({ current_streak: 2, state: 'done' });

    await page.goto('/');
    await page.getByText('Habit kept: A daily habit').first().waitFor({ timeout: 20_000 });
    expect(complaints).toEqual([]);
  });

  test(
    'a goal of each kind is made, a milestone is reached, and the next one starts',
    { timeout: 180_000 },
    async () => {
      const { page, complaints } = await arrive(viewport);
      await page.goto('/goals');
      await page.getByText('No goals yet. Start with one you can reach this week.').waitFor();
      await look(page, 'no goals');
      const begin = async (kind: string, title: string) => {
        const first = page.getByRole('button', { name: 'Make the first one' });
        await ((await first.count()) > 0 ? first : page.getByRole('button', { name: 'New goal' })).click();
        const sheet = page.getByRole('dialog');
        await sheet.getByRole('radio', { name: kind }).check();
        await sheet.getByRole('button', { name: 'Next' }).click();
        await sheet.getByLabel('What do you call it?').fill(title);
        return sheet;
      };
      const save = async (title: string) => {
        await page.getByRole('dialog').getByRole('button', { name: 'Save goal' }).click();
        await page
          .getByRole('link', { name: new RegExp(title) })
          .first()
          .waitFor();
      };
      const amount = await begin('Reach an amount by a date', 'Save for the trip');
      await amount.getByLabel('How much in all').fill('100');
      await amount.getByLabel('Unit').fill('EUR');
      await amount.getByLabel('By when').fill(addDays(today(), 60));
      await save('Save for the trip');
      const counter = await begin('Count on without an end', 'Days without sugar');
      await counter.getByLabel('What is counted').fill('days');
      await save('Days without sugar');
      const events = await begin('A number of events', 'Ten commits');
      await events.getByRole('checkbox', { name: 'Commits', exact: true }).check();
      await events.getByLabel('How many').fill('10');
      await save('Ten commits');

      // A new tracker is made on the way; two milestones make a chain.
      const first = await begin('Something I measure', 'Under 95');
      await first.getByRole('radio', { name: 'A value' }).check();
      if ((await first.getByRole('button', { name: 'Make the tracker' }).count()) === 0) {
        await first.getByLabel('Tracker', { exact: true }).selectOption({ label: 'a new tracker…' });
      }
      await first.getByLabel('Name', { exact: true }).fill('Weight');
      await first.getByLabel('Unit, if it has one').fill('kg');
      await first.getByRole('button', { name: 'Make the tracker' }).click();
      await first.getByLabel('How it reaches it').selectOption({ label: 'at most' });
      await first.getByLabel('Value to reach').fill('95');
      await first.getByLabel('Part of a chain').selectOption({ label: 'A new chain' });
      await first.getByLabel('Name of the chain').fill('Lighter');
      await look(page, 'goal editor');
      await save('Under 95');
      const second = await begin('Something I measure', 'Under 92');
      await second.getByRole('radio', { name: 'A value' }).check();
      await second.getByLabel('Tracker', { exact: true }).selectOption({ label: 'Weight' });
      await second.getByLabel('How it reaches it').selectOption({ label: 'at most' });
      await second.getByLabel('Value to reach').fill('92');
      await second.getByLabel('Part of a chain').selectOption({ label: 'Lighter' });
      await save('Under 92');
      await look(page, 'goals');

      await page.goto('/trackers');
      await page.getByLabel('Weight, kg').fill('94.8');
      await page.getByLabel('Weight, kg').press('Enter');
      await page.getByText('94.8 kg').first().waitFor();
      await look(page, 'trackers');
      const states = async () => {
        const { items } = (await (await page.request.get('/v1/goal-groups')).json()) as {
          items: { goals: { progress: { chain_state: string } }[] }[];
        };
        return items[0]?.goals.map(({ progress }) => progress.chain_state);
      };
      await expect.poll(states).toEqual(['completed', 'active']);

      await page.goto('/goals');
      await page
        .getByRole('link', { name: /Save for the trip/ })
        .first()
        .click();
      await page.getByLabel('Amount, EUR').fill('100');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('Reached. What it earned stays, whatever comes.').waitFor();
      await look(page, 'goal');

      await page.goto('/goals');
      const chain = async (title: string) => {
        await page.getByRole('button', { name: `Change the chain ${title}` }).click();
        return page.getByRole('dialog');
      };
      const renamed = await chain('Lighter');
      await renamed.getByLabel('Name').fill('Down we go');
      await look(page, 'chain editor');
      await renamed.getByRole('button', { name: 'Save' }).click();
      const dissolved = await chain('Down we go');
      await dissolved.getByRole('button', { name: 'Dissolve it…' }).click();
      await dissolved.getByRole('button', { name: 'Dissolve the chain' }).click();
      await page.getByRole('heading', { name: 'Down we go' }).waitFor({ state: 'detached' });

      const headers = { 'sec-fetch-site': 'same-origin' };
      const { items } = (await (await page.request.get('/v1/trackers')).json()) as { items: { id: string }[] };
      const weekly = { measure_type: 'frequency', frequency: 1, interval_value: 1, interval_unit: 'w' };
      const rule = { kind: 'tracker', title: 'Weigh in', tracker_id: items[0]?.id, timezone: 'UTC', ...weekly };
      const made = (await (await page.request.post('/v1/goals', { data: rule, headers })).json()) as { id: string };
      await page.request.patch('/v1/me', { data: { timezone: 'Asia/Tokyo' }, headers });
      await page.goto(`/goals/${made.id}`);
      const judged = page.getByText('This goal is judged in UTC, as when it was made. You live in Asia/Tokyo now.');
      await judged.waitFor();
      await look(page, 'goal of another calendar');
      await page.getByRole('button', { name: 'Move it to my calendar' }).click();
      await judged.waitFor({ state: 'detached' });

      await page.goto('/');
      await page.getByText('Milestone reached: Under 95').first().waitFor({ timeout: 20_000 });
      await page.getByText('Goal reached: Save for the trip').first().waitFor({ timeout: 20_000 });
      await look(page, 'home');
      expect(complaints).toEqual([]);
    },
  );
});

test('everything that was shown is what the facts say', async () => {
  const { differences } = await rebuildAll(createUnitOfWork(app.db), REBUILDABLE, () => new Date().toISOString());
  expect(differences).toEqual([]);
});
