/** The product as it runs in earnest: built, as processes of its own, configured through the environment. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { boundedHeap } from '#infra/process/heap.ts';
import { prepareQueue } from '#infra/queue/prepare-queue.ts';
import { freePort } from '#infra/postgres/server-process.ts';
import type { BenchContext } from './context.ts';
import { startProcess, type MeasuredProcess } from './node-process.ts';

export interface ProductOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly keys: string;
}

export interface ServerProcess extends MeasuredProcess {
  readonly port: number;
}

export interface Product {
  startServer(options: ProductOptions): Promise<ServerProcess>;
  startWorkers(options: ProductOptions): Promise<MeasuredProcess>;
  /** A process of `bench/baselines`. */
  startBaseline(name: string, args?: readonly string[]): Promise<MeasuredProcess>;
}

/** Inside node_modules, so that packages are found from there; git ignores it. */
const BUILD_FOLDER = ['node_modules', '.cache', 'pawgress-bench'];

/** Builds the named processes and the baselines. */
export const buildProduct = async (
  { root, folder, profiles, onEnd }: BenchContext,
  parts: readonly ('server' | 'workers')[],
): Promise<Product> => {
  const outdir = join(root, ...BUILD_FOLDER);
  const baselines = ['writer', 'naive-intake', 'job-per-row'];
  await build({
    absWorkingDir: root,
    entryPoints: [...parts.map((part) => `${part}/main.ts`), ...baselines.map((name) => `bench/baselines/${name}.ts`)],
    outbase: '.',
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  let started = 0;
  const start = async (name: string, file: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const nodeOptions =
      profiles === null || file.startsWith('bench/') ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
    started += 1;
    const child = await startProcess({
      name,
      args: [...nodeOptions, join(outdir, file), ...args],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production', ...env },
      cwd: root,
      logFile: join(folder, `${name}-${started}.log`),
    });
    onEnd(child.stop);
    return child;
  };
  const environment = async ({ databaseUrl, redisUrl, keys }: ProductOptions): Promise<NodeJS.ProcessEnv> => {
    await prepareQueue({ redisUrl, keys, dataDir: folder }, databaseUrl, () => undefined);
    return {
      DATABASE_URL: databaseUrl,
      ...(redisUrl !== null && { REDIS_URL: redisUrl }),
      PAWGRESS_KEYS: keys,
      DATA_DIR: folder,
      RATE_LIMIT: 'off',
      REGISTRATION: 'open',
      NODE_OPTIONS: boundedHeap(),
    };
  };
  return {
    startServer: async (options) => {
      const port = await freePort();
      const child = await start('server', 'server/main.js', [], {
        ...(await environment(options)),
        PORT: String(port),
      });
      return { ...child, port };
    },
    startWorkers: async (options) => start('workers', 'workers/main.js', [], await environment(options)),
    startBaseline: (name, args = []) => start(name, `bench/baselines/${name}.js`, args, {}),
  };
};

/** Gives a baseline its order and waits for its result. @throws {Error} when it failed. */
export const order = <Result>(child: MeasuredProcess, message: object): Promise<Result> =>
  new Promise((resolve, reject) => {
    child.onMessage((answer) => {
      const { result, error } = answer as { readonly result?: Result; readonly error?: string };
      if (error !== undefined) reject(new Error(`${child.name}: ${error}`));
      else if (result !== undefined) resolve(result);
    });
    void child.exited.then((how) => reject(new Error(`${child.name} ended with ${how}`)));
    child.send(message);
  });
