import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from '#infra/metrics.ts';

export interface StatusServer {
  readonly port: number;
  close(): Promise<void>;
}

/** `/metrics` and `/healthz` of a workers process, for this machine only. `port` 0 picks a free one. */
export const startStatusServer = async (port: number, metrics: Metrics): Promise<StatusServer> => {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    } else if (request.url === '/metrics') {
      metrics.text().then(
        (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
