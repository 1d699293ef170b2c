/** Starts the embedded PostgreSQL on the folder it is given and holds it until it is killed (infra/postgres tests). */
import { startPostgres } from '../../infra/postgres/launcher.ts';

await startPostgres(process.argv[2] ?? '');
process.send?.('ready');
setInterval(() => undefined, 60_000);
