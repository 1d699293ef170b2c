/** `npm run dev`: rebuilds the page and starts the processes again when a source changes. */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const WATCHED = ['core', 'app', 'infra', 'server', 'workers'];
const QUIET_MS = 200;

/** Calls `onChange` once after each burst of changes. Returns how to stop. */
export const watchSources = (root: string, onChange: () => void): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const changed = (_event: string, file: string | null) => {
    if (!file || file.endsWith('.test.ts') || !/\.(ts|json|svg)$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  };
  const watchers = WATCHED.map((folder) => watch(join(root, folder), { recursive: true }, changed));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
};

/** Keeps `dist/web` at the sources' state. Returns how to stop. */
export const watchPage = (root: string): (() => void) => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--watch', '--config', 'web/vite.config.ts'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 2, 2],
  });
  return () => void child.kill('SIGTERM');
};
