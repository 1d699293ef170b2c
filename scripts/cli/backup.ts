/** `npm run backup -- [file]`: one archive of everything, while the product runs or not. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backup } from '#app/maintenance/backup.ts';
import { systemClock } from '#infra/clock.ts';
import { withDatabase } from '#infra/postgres/reach-database.ts';
import { pathFrom, runCommand, UsageError } from '../lib/command.ts';

await runCommand((config, args) => {
  const now = systemClock.now();
  const [given, ...rest] = args;
  if (rest.length > 0 || given?.startsWith('-')) throw new UsageError('Usage: npm run backup -- [file.tar.gz]');
  const name = `pawgress-${now.slice(0, 19).replaceAll(':', '-')}.tar.gz`;
  const path = given === undefined ? join(config.dataDir, 'backups', name) : pathFrom(given);
  mkdirSync(dirname(path), { recursive: true });
  return withDatabase(config, async (databaseUrl) => {
    const { tables, rows, hasKeys } = await backup({ config, databaseUrl, path, now });
    console.log(`${path}: ${rows} rows of ${tables} tables${hasKeys ? ' and the encryption keys: keep it safe' : ''}`);
    if (!hasKeys)
      console.log('The encryption keys are not in it: keep PAWGRESS_KEYS beside it, or nobody can open its secrets.');
    return 0;
  });
});
