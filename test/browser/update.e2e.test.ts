/** A newer page is offered and waits until it is wanted; until then the old one goes on. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, useTestApp } from '../support/app.ts';
import { launchBrowser, PHONE } from '../support/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'pawgress-page-'));
cpSync(join(import.meta.dirname, '..', '..', 'dist', 'web'), folder, { recursive: true });
const app = useTestApp({ workers: false, overrides: { pageFolder: folder } });
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** What a build of a newer version changes: the page, and its mark in the service worker. */
const release = (title: string): void => {
  const page = join(folder, 'index.html');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(/<meta name="description"[^>]*>/, `<meta name="release" content="${title}" />`),
  );
  const worker = join(folder, 'sw.js');
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(/(url:"index\.html",revision:")[^"]*"/, `$1${title}"`));
};

test('a newer version is offered, and taken only when it is wanted', async () => {
  const context = await browser.newContext({ viewport: PHONE, baseURL: app.url });
  const page = await context.newPage();
  const headers = { 'sec-fetch-site': 'same-origin' };
  await context.request.post('/v1/auth/register', { data: { email: 'mia@example.org', password: PASSWORD }, headers });
  await context.request.post('/v1/pets', { data: { name: 'Biscuit', species: 'dog' }, headers });
  await page.goto('/');
  await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();

  release('two');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const offer = page.getByText('A new version of Pawgress is ready.');
  await offer.waitFor();
  const isNew = () => page.locator('meta[name=release][content=two]').count();
  await page.reload();
  await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
  expect(await isNew()).toBe(0);

  await offer.waitFor();
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect.poll(isNew, { timeout: 15_000 }).toBe(1);
  await page.getByRole('heading', { name: 'Biscuit', exact: true }).waitFor();
  await context.close();
});
