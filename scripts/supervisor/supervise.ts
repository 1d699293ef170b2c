/**
 * `npm start` after installing and building: configuration → PostgreSQL → keys → migrations → server and workers, each
 * started again when it dies, and everything stopped in order.
 */
import { join } from 'node:path';
import { prepareDatabase } from '#app/maintenance/prepare-database.ts';
import { ConfigError, loadConfig } from '#infra/config.ts';
import { postgresVersion } from '#infra/db/server-version.ts';
import { startPostgres } from '#infra/postgres/launcher.ts';
import { freePort } from '#infra/postgres/server-process.ts';
import { startChild, type Child } from '#infra/process/child.ts';
import { boundedHeap } from '#infra/process/heap.ts';
import { keepAlive } from '#infra/process/keep-alive.ts';
import { ensureKeys } from '#infra/secrets/key-file.ts';
import { watchPage, watchSources } from './development.ts';
import { assertPortFree } from './port.ts';

interface SuperviseOptions {
  /** The project's folder. */
  readonly root: string;
  /** Run the sources with tsx and start again when they change. */
  readonly development: boolean;
}

type Stop = () => Promise<void> | void;

const AFTER_A_KILL_MS = 15_000;
const SECOND_SIGNAL_MS = 2_000;

const say = (line: string): void => void process.stderr.write(`pawgress: ${line}\n`);
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const startAll = async ({ root, development }: SuperviseOptions, stops: Stop[], signal: AbortSignal): Promise<void> => {
  const given = loadConfig(process.env);
  const port = given.port === 0 ? await freePort() : given.port;
  const config = loadConfig({ ...process.env, PORT: String(port) });

  const embedded = config.databaseUrl === null ? await startPostgres(config.dataDir, { onRestart: say }) : null;
  if (embedded) stops.unshift(() => embedded.stop());
  const databaseUrl = config.databaseUrl ?? embedded?.url() ?? '';
  const version = await postgresVersion(databaseUrl);
  await assertPortFree(port, config.host, embedded?.how === 'adopted' ? AFTER_A_KILL_MS : 0);
  const keys = ensureKeys(config);
  await prepareDatabase(config, databaseUrl);
  signal.throwIfAborted();

  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: config.dataDir,
    DATABASE_URL: databaseUrl,
    PAWGRESS_KEYS: keys,
    NODE_OPTIONS: boundedHeap(process.env['NODE_OPTIONS']),
  };
  const startProcess = (name: string): Promise<Child> => {
    const file = development ? ['--import', 'tsx', `${name}/main.ts`] : [join('dist', name, 'main.js')];
    return startChild({ name, args: ['--enable-source-maps', ...file], env, cwd: root });
  };
  const current = new Map<string, Child>();
  const keep = async (name: string): Promise<void> => {
    const child = await startProcess(name);
    current.set(name, child);
    const kept = keepAlive(child, {
      start: () => startProcess(name),
      onRestart: (again) => {
        current.set(name, again);
        if (!development) say(`The ${name} process had ended and runs again.`);
      },
      onFailure: (error) => say(textOf(error)),
      ...(development && { pauses: { first: 50, most: 1_000 } }),
    });
    stops.unshift(() => kept.stop());
  };
  // One after the other, so that they stop in the opposite order: first nothing comes in, then what came in is done.
  for (const name of ['workers', 'server']) await keep(name);
  signal.throwIfAborted();

  if (development) {
    stops.unshift(watchPage(root));
    stops.unshift(watchSources(root, () => current.forEach((child) => void child.stop())));
  }
  const database = `${embedded ? 'embedded ' : ''}PostgreSQL ${version}`;
  const queue = config.redisUrl === null ? 'postgres' : 'redis';
  process.stdout.write(
    `Pawgress is at ${config.publicUrl} · database ${database} · queue ${queue} · data in ${config.dataDir}\n`,
  );
};

/** Starts everything; returns when it runs, or sets a failing exit code and says why when it cannot. */
export const supervise = async (options: SuperviseOptions): Promise<void> => {
  const stops: Stop[] = [];
  const stopping = new AbortController();
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0)) {
      try {
        await stop();
      } catch (error) {
        say(textOf(error));
      }
    }
  };

  let started: Promise<void> | null = null;
  let firstSignalAt = 0;
  const onSignal = (): void => {
    if (stopping.signal.aborted) {
      // npm passes on a signal that the terminal sent us too; only one that comes later means "now".
      if (Date.now() - firstSignalAt > SECOND_SIGNAL_MS) process.exit(1);
      return;
    }
    firstSignalAt = Date.now();
    stopping.abort(new Error('told to stop'));
    void Promise.resolve(started)
      .catch(() => undefined)
      .then(stopAll)
      .then(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  try {
    started = startAll(options, stops, stopping.signal);
    await started;
  } catch (error) {
    if (stopping.signal.aborted) return;
    say(error instanceof ConfigError ? textOf(error) : `Pawgress did not start. ${textOf(error)}`);
    if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) say(error.stack ?? '');
    await stopAll();
    process.exit(1);
  }
};
