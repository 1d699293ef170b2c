/** What the first load of Home weighs, counted in the built files, and that they ask nobody else for anything. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const built = join(import.meta.dirname, '..', 'dist', 'web');
const KB = 1_000;
const gzipped = (path: string): number => gzipSync(readFileSync(join(built, path))).length;

/** Files that the page names: its own script, what that imports at once, and its styles. */
const firstLoad = (kind: 'js' | 'css'): string[] => {
  const html = readFileSync(join(built, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.endsWith(`.${kind}`));
};
const weight = (kind: 'js' | 'css') => firstLoad(kind).reduce((sum, path) => sum + gzipped(path), 0);

test('Home loads at most 90 kB of JavaScript and 30 kB of CSS, gzipped', () => {
  // One file since the build joins what every page starts with; nothing found would weigh nothing.
  expect(weight('js')).toBeGreaterThan(10 * KB);
  expect(weight('js')).toBeLessThan(90 * KB);
  expect(weight('css')).toBeLessThan(30 * KB);
});

test('the other pages come in parts of their own', () => {
  const assets = readdirSync(join(built, 'assets'));
  for (const page of ['Log', 'Progress', 'Connections', 'Settings', 'Onboarding', 'SignIn']) {
    expect(
      assets.some((name) => name.startsWith(`${page}-`) && name.endsWith('.js')),
      page,
    ).toBe(true);
  }
});

test('the page and its styles name no foreign host, and no script stands in the page', () => {
  const html = readFileSync(join(built, 'index.html'), 'utf8');
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  for (const path of firstLoad('css')) {
    expect(readFileSync(join(built, path), 'utf8')).not.toMatch(/url\(\s*["']?(https?:)?\/\//);
  }
});

test('it can be installed: a manifest whose icons exist, and a service worker that stores the shell', () => {
  const manifest = JSON.parse(readFileSync(join(built, 'manifest.webmanifest'), 'utf8')) as {
    icons: { src: string }[];
    start_url: string;
  };
  expect(manifest.start_url).toBe('/');
  for (const { src } of manifest.icons) expect(existsSync(join(built, src)), src).toBe(true);
  const worker = readFileSync(join(built, 'sw.js'), 'utf8');
  for (const path of firstLoad('js')) expect(worker).toContain(path);
});
