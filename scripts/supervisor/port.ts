import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const canListen = (port: number, host: string): Promise<NodeJS.ErrnoException | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve).listen(port, host, () => server.close(() => resolve(null)));
  });

/**
 * Waits until the port is free: the server of a supervisor that was killed a moment ago needs `patienceMs` to go.
 * @throws {Error} saying what to do when it stays taken or is not ours to take.
 */
export const assertPortFree = async (port: number, host: string, patienceMs: number): Promise<void> => {
  for (const until = Date.now() + patienceMs; ; await delay(100)) {
    const error = await canListen(port, host);
    if (error === null) return;
    if (error.code === 'EADDRINUSE' && Date.now() < until) continue;
    const reason = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.message})`;
    throw new Error(`Port ${port} on ${host} ${reason}: stop that program, or set PORT to another number.`);
  }
};
