/** Builds `dist/`: server, workers, supervisor and commands with esbuild, the page with vite. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { entries } from './lib/entries.mjs';
import { must, root, sourceHash, stampFile } from './lib/project.mjs';

const started = Date.now();
const sources = sourceHash();
rmSync(join(root, 'dist'), { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
must(
  process.execPath,
  [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--config',
    'web/vite.config.ts',
    '--logLevel',
    'warn',
  ],
  'Building the page',
);
writeFileSync(stampFile, sources);
console.error(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
