import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Another process uses the data folder. */
export class FolderInUseError extends Error {
  constructor(folder: string, pid: string) {
    super(`The data folder ${folder} is in use by process ${pid}: stop that one, or set DATA_DIR to another folder.`);
  }
}

export interface InstanceLock {
  release(): void;
}

const IS_ABSTRACT = process.platform === 'linux';

/** On Linux an abstract socket, which leaves no file; elsewhere a file for a socket. */
const addressOf = (folder: string): string => {
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16);
  return IS_ABSTRACT ? `\0pawgress-${key}` : join(tmpdir(), `pawgress-${key}.sock`);
};

/** Resolves to the error that kept the server from listening, `null` when it listens. */
const listen = (server: Server, address: string): Promise<NodeJS.ErrnoException | null> =>
  new Promise((resolve) => {
    server.once('error', resolve).listen(address, () => resolve(null));
  });

/** The number that the holder answers with, `null` when nobody answers: a file that a killed process left. */
const askHolder = (address: string): Promise<string | null> =>
  new Promise((resolve) => {
    let answer = '';
    connect(address)
      .on('data', (part) => (answer += part.toString()))
      .once('close', () => resolve(answer || null))
      .once('error', () => resolve(null));
  });

/** A killed process keeps its socket until it is quite gone: so long is waited for it, in steps. */
const GONE_TRIES = 20;
const GONE_STEP_MS = 50;

/**
 * One instance per data folder (which must exist). The lock is a listening socket: it goes with its process, however
 * that ends, and tells a second one who holds it.
 * @throws {FolderInUseError}
 */
export const holdFolder = async (folder: string): Promise<InstanceLock> => {
  const address = addressOf(folder);
  for (let attempt = 0; ; attempt += 1) {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()).end(String(process.pid)));
    const error = await listen(server, address);
    if (error === null) {
      server.unref();
      return { release: () => server.close() };
    }
    if (error.code !== 'EADDRINUSE') throw error;
    const holder = await askHolder(address);
    if (holder !== null || attempt === GONE_TRIES) throw new FolderInUseError(folder, holder ?? 'unknown');
    if (!IS_ABSTRACT) rmSync(address, { force: true });
    await delay(GONE_STEP_MS);
  }
};
