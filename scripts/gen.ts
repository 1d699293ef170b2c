/**
 * Writes what is made from the sources: the provider registry and the OpenAPI document. With `--check` it writes
 * nothing and fails when a file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { openApiFile } from './gen/openapi.ts';
import { registryFile } from './gen/registry.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

const readIfThere = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

let stale = 0;
for (const { path, text } of [registryFile(root), openApiFile()]) {
  const file = join(root, path);
  const wanted = await format(text, { ...(await resolveConfig(file)), filepath: file });
  if (readIfThere(file) === wanted) continue;
  if (check) {
    stale += 1;
    console.error(`${path} is not what the sources say: run npm run gen`);
  } else {
    writeFileSync(file, wanted);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
