/** `npm run check`: everything that can be said about the sources without running them. Ends with the totals. */
import { join } from 'node:path';
import { prepare, root } from './lib/project.mjs';
import { runSteps } from './lib/steps.mjs';

const bin = (name, ...args) => ({ command: join(root, 'node_modules', '.bin', name), args });
const LAYERED = ['core', 'app', 'infra', 'server', 'workers', 'web', 'migrations', 'scripts', 'test', 'bench'];

const steps = [
  { name: 'eslint', ...bin('eslint', '.') },
  { name: 'tsc', ...bin('tsc', '-p', '.') },
  { name: 'tsc, browser tests', ...bin('tsc', '-p', 'test/browser') },
  {
    name: 'svelte-check',
    ...bin('svelte-check', '--tsconfig', 'web/tsconfig.json', '--fail-on-warnings', '--output', 'human'),
  },
  { name: 'prettier', ...bin('prettier', '--check', '.') },
  { name: 'layers', ...bin('depcruise', '--config', '.dependency-cruiser.cjs', ...LAYERED) },
  { name: 'unused code', ...bin('knip') },
  { name: 'generated files', ...bin('tsx', 'scripts/gen.ts', '--check') },
  { name: 'lock file', command: process.execPath, args: ['scripts/lock-gaps.mjs'] },
];

process.chdir(root);
prepare({ build: false, development: true });
const failed = await runSteps(steps);
console.log(
  `check: ${steps.length - failed.length} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`,
);
process.exit(failed.length === 0 ? 0 : 1);
