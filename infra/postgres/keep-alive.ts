import { setTimeout as delay } from 'node:timers/promises';
import { stopServer, type ServerProcess } from './server-process.ts';

const WAIT_MS = { first: 200, most: 10_000 };
const STEADY_MS = 60_000;

/**
 * Starts the server again whenever it ends by itself, with growing pauses when that fails or does not last. `tell`
 * hears of each try. Returns how to stop the server for good.
 */
export const keepAlive = (
  first: ServerProcess,
  start: () => Promise<ServerProcess>,
  tell: (what: string) => void,
): { stop(): Promise<void> } => {
  let server = first;
  const stopping = new AbortController();

  const watch = async (): Promise<void> => {
    for (let wait = WAIT_MS.first; ;) {
      const since = Date.now();
      await server.exited;
      if (stopping.signal.aborted) return;
      wait = Date.now() - since > STEADY_MS ? WAIT_MS.first : Math.min(wait * 2, WAIT_MS.most);
      try {
        server = await start();
        tell(`PostgreSQL had ended and runs again on port ${server.port}.`);
      } catch (error) {
        tell(`PostgreSQL ended and is tried again soon. ${error instanceof Error ? error.message : String(error)}`);
      }
      await delay(wait, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  };

  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await stopServer(server);
      await watching;
      // A start that was under way when we were told to stop has made another server.
      await stopServer(server);
    },
  };
};
