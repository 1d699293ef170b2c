import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { providerIcons, providers } from './registry.gen.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test('every folder is a provider, by the folder’s name', () => {
  expect(Object.keys(providers).sort()).toEqual(folders.map((folder) => folder.name).sort());
  for (const [id, provider] of Object.entries(providers)) expect(provider.id).toBe(id);
});

describe.each(Object.values(providers).filter((provider) => provider.connect !== 'none'))('$id', (provider) => {
  const folder = join(import.meta.dirname, provider.id);

  test('has what a person needs: an icon, set-up steps, a page about it', () => {
    expect(providerIcons[provider.id]).toMatch(/^<svg [^>]*viewBox=/);
    expect(providerIcons[provider.id]).not.toMatch(/<script|href|style=/);
    expect(provider.setup.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
    expect(readFileSync(join(folder, 'README.md'), 'utf8').length).toBeGreaterThan(500);
  });

  test('speaks kindly and plainly', () => {
    for (const text of [...provider.setup, provider.contentTypeHelp, provider.deliveryHelp]) {
      expect(text).toMatch(/\.$/);
      expect(text).not.toMatch(/!/);
    }
  });

  test('keeps no signature and no secret of a request', () => {
    for (const name of provider.keptHeaders) {
      expect(name).toBe(name.toLowerCase());
      expect(name).not.toMatch(/signature|authorization|token|secret|cookie/);
    }
  });
});
