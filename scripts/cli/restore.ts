/** `npm run restore -- <file>`: into an empty database, with Pawgress stopped. */
import { restore } from '#app/maintenance/restore.ts';
import { findRunningPostgres } from '#infra/postgres/probe.ts';
import { withDatabase } from '#infra/postgres/reach-database.ts';
import { keyFilePath } from '#infra/secrets/key-file.ts';
import { pathFrom, runCommand, UsageError } from '../lib/command.ts';

await runCommand(async (config, args) => {
  const [given, ...rest] = args;
  if (given === undefined || given.startsWith('-') || rest.length > 0) {
    throw new UsageError('Usage: npm run restore -- <file.tar.gz>');
  }
  if (config.databaseUrl === null && (await findRunningPostgres(config.dataDir)) !== null) {
    throw new UsageError(`Pawgress runs on ${config.dataDir}: stop it first, or set DATA_DIR to a new folder.`);
  }
  return withDatabase(config, async (databaseUrl) => {
    const result = await restore({ config, databaseUrl, path: pathFrom(given) });
    console.log(
      `${result.rows} rows of ${result.tables} tables, as Pawgress ${result.version} had them at ${result.createdAt}`,
    );
    if (result.migrated.length > 0) console.log(`${result.migrated.length} migrations brought them to this version.`);
    if (result.keys === 'written') console.log(`The encryption keys are in ${keyFilePath(config.dataDir)}.`);
    if (result.keys === 'environment') {
      console.log(
        'PAWGRESS_KEYS is set, so the keys of the archive were left in it: PAWGRESS_KEYS must hold them too.',
      );
    }
    if (result.keys === 'none') console.log('The archive has no keys: set PAWGRESS_KEYS to those it was made with.');
    return 0;
  });
});
