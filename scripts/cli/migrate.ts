/** `npm run migrate`: brings the database to this version and makes the key file when there are no keys. Several at once are safe. */
import { prepareDatabase } from '#app/maintenance/prepare-database.ts';
import { withDatabase } from '#infra/postgres/reach-database.ts';
import { ensureKeys } from '#infra/secrets/key-file.ts';
import { runCommand } from '../lib/command.ts';

await runCommand((config) =>
  withDatabase(config, async (url) => {
    ensureKeys(config);
    const ran = await prepareDatabase(config, url);
    for (const name of ran) console.log(name);
    console.log(ran.length === 0 ? 'The database is up to date.' : `${ran.length} migrations ran.`);
    return 0;
  }),
);
