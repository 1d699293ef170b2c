/** `npm run bench -- <name> [--quick] [--profile]`: installs if needed, then measures (`bench/run.ts`, docs/performance.md). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadEnvFile, prepare, root } from './lib/project.mjs';

process.chdir(root);
prepare({ build: false, development: true });
loadEnvFile();
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', join(root, 'bench', 'run.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
