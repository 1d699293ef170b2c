/** `npm test`: installs and builds if needed, then runs every suite. Arguments go to vitest. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/project.mjs';
import { findRedisServer } from './lib/redis.mjs';

process.chdir(root);
prepare({ development: true });
const hasRedis = Boolean(process.env.TEST_REDIS_URL) || findRedisServer() !== null;
const warning =
  'Redis is not here, so the queue is tested on PostgreSQL only. To test both: install redis-server, or set TEST_REDIS_URL.';
if (!hasRedis) console.log(`\n${warning}\n`);

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('close', (code) => {
  if (!hasRedis) console.log(`\n${warning}`);
  process.exit(code ?? 1);
});
