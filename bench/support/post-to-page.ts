/** How long it takes from posting a delivery until an open page of its user is told of the fed pet. */
import { setTimeout as delay } from 'node:timers/promises';
import { seedToken } from './api-token.ts';
import { assertSame } from './context.ts';
import { ask } from './database.ts';
import { checkPets } from './expectation.ts';
import { createPushes, nameDelivery, newRun, signedRequest } from './deliveries.ts';
import { runLoad } from './http-load.ts';
import type { BenchUser } from './seed.ts';
import { openStream } from './sse.ts';

const PAGES = 10;
const ACK = 202;
const LAST_MS = 10_000;
const POLL_MS = 20;

interface Waiting {
  readonly sentAt: number;
  /** The pet's version once the delivery has fed it. */
  readonly version: number;
}

interface Page {
  readonly user: BenchUser;
  readonly waiting: Waiting[];
  version: number;
}

/** Milliseconds of each delivery; all are checked in the database afterwards. */
export const measurePostToPage = async (
  setting: {
    readonly url: string;
    readonly users: readonly BenchUser[];
    readonly server: { readonly port: number };
    readonly pushed: Map<string, number>;
  },
  load: { readonly forMs: number; readonly perSecond: number },
): Promise<readonly number[]> => {
  const { url, server, pushed } = setting;
  const latencies: number[] = [];
  const versions = new Map(
    (await ask<{ user_id: string; version: number }>(url, 'select user_id, version from pets')).map((row) => [
      row.user_id,
      row.version,
    ]),
  );
  const pages: Page[] = setting.users
    .slice(0, PAGES)
    .map((user) => ({ user, waiting: [], version: versions.get(user.userId) ?? 1 }));
  const streams = await Promise.all(
    pages.map(async (page) =>
      openStream(server.port, await seedToken(url, page.user.userId), ({ name, data }) => {
        if (name !== 'pet') return;
        const now = performance.now();
        const { version } = JSON.parse(data) as { readonly version: number };
        while ((page.waiting[0]?.version ?? Infinity) <= version)
          latencies.push(now - (page.waiting.shift()?.sentAt ?? now));
      }),
    ),
  );

  const pushes = createPushes(new Date().toISOString());
  const run = newRun();
  let sent = 0;
  // One connection for each page, so that a page's deliveries arrive in the order of their versions.
  const result = await runLoad({
    port: server.port,
    connections: PAGES,
    forMs: load.forMs,
    rate: load.perSecond,
    expect: ACK,
    next: (index) => {
      const page = pages[index];
      if (!page) throw new Error('no page for this connection');
      const { text, commits } = pushes.body(sent + index);
      const request = signedRequest(page.user, text);
      nameDelivery(request, run, sent);
      sent += 1;
      page.version += commits;
      pushed.set(page.user.userId, (pushed.get(page.user.userId) ?? 0) + commits);
      page.waiting.push({ sentAt: performance.now(), version: page.version });
      return request.bytes;
    },
  });
  assertSame('answers that are no acknowledgement', result.wrong, {});
  for (const until = Date.now() + LAST_MS; pages.some((page) => page.waiting.length > 0); await delay(POLL_MS)) {
    if (Date.now() > until) break;
  }
  for (const stream of streams) stream.close();
  assertSame('deliveries a page was told of', latencies.length, result.answered);
  await checkPets(url, pushed);
  return latencies;
};
