import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'core/providers';
const IDENTIFIER = /^[a-z][a-z0-9_]{0,49}$/;

/**
 * The registry of providers: every folder of `core/providers` that has an `index.ts`, and the icons of those that have
 * one, as text, so that a built server needs no file beside it. @throws {Error} when a folder's name is no provider id
 */
export const registryFile = (root: string): { readonly path: string; readonly text: string } => {
  const ids = readdirSync(join(root, FOLDER), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, FOLDER, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort();
  const faulty = ids.find((id) => !IDENTIFIER.test(id));
  if (faulty !== undefined)
    throw new Error(`${FOLDER}/${faulty}: a provider id is a small letter, then a-z, 0-9 and _`);
  const icons = ids.flatMap((id) => {
    const file = join(root, FOLDER, id, 'icon.svg');
    return existsSync(file) ? [`${id}: ${JSON.stringify(readFileSync(file, 'utf8').trim())}`] : [];
  });
  return {
    path: `${FOLDER}/registry.gen.ts`,
    text: [
      '/** Made by `npm run gen` from the folders beside it. */',
      "import type { Provider } from './provider.ts';",
      ...ids.map((id) => `import { provider as ${id} } from './${id}/index.ts';`),
      '',
      `export const providers: Readonly<Record<string, Provider>> = { ${ids.join(', ')} };`,
      '',
      '/** SVG text by provider id; it draws in `currentColor`. */',
      `export const providerIcons: Readonly<Record<string, string>> = { ${icons.join(', ')} };`,
      '',
    ].join('\n'),
  };
};
