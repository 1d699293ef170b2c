/** A new user's path in a real browser: from an empty server to a pet that has eaten (issue's main job). */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestApp } from './support/app.ts';
import { launchBrowser, openPage } from './support/browser.ts';
import { deliver, pushPayload } from './support/webhook.ts';

const app = useTestApp({ env: { REGISTRATION: 'first' } });
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test('open, register, hatch, connect GitHub, push: the pet eats without a reload, and says why', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto(app.url);
  await page.getByRole('heading', { name: 'Make an account' }).waitFor();
  await page.getByLabel('Email').fill('mia@example.org');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.getByRole('heading', { name: 'Someone’s in there' }).waitFor();
  await page.getByRole('radio', { name: 'Dog' }).check();
  await page.getByLabel('Name').fill('Biscuit');
  await page.getByRole('button', { name: 'Say hello to Biscuit' }).click();

  await page.getByRole('button', { name: 'Connect GitHub' }).click();
  const address = await page.getByLabel('Payload URL', { exact: true }).inputValue();
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  expect(address).toMatch(/\/webhooks\/github\/[\w-]{43}$/);
  const hook = { url: address, secret };

  const octocat = { login: 'octocat', id: 583231 };
  await deliver(hook, 'ping', 'ping-1', { zen: 'Keep it logically awesome.', sender: { ...octocat, type: 'User' } });
  await page.getByText('Healthy').waitFor();
  await page.getByText('Webhook · octocat').waitFor();

  await page.getByRole('link', { name: 'Home' }).filter({ visible: true }).click();
  await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
  await page.getByText('Biscuit hatches with the first thing that arrives').waitFor();
  const at = new Date().toISOString();
  await deliver(hook, 'push', 'push-1', pushPayload(['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)], octocat, at));

  const rows = page.getByRole('button', { name: '1 commit to api' });
  await expect.poll(() => rows.count()).toBe(3);
  await page.getByText('10 XP for each commit, counted in full').first().waitFor();
  await page.getByText('+30 XP').waitFor();
  await page.getByRole('meter', { name: 'Level 1' }).getByText('70 XP to level 2').waitFor();
  expect(await page.getByRole('img', { name: /Biscuit, a baby dog/ }).count()).toBe(1);

  await rows.first().click();
  await page.getByRole('dialog').getByText('20 to 30').first().waitFor();
  expect(complaints).toEqual([]);
});

test('a second visitor cannot register on a server that belongs to the first', async () => {
  const { page } = await openPage(browser);
  await page.goto(app.url);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await page.getByRole('button', { name: 'Make an account' }).count()).toBe(0);
});
