/** A server and its workers in this process, with a clock that can be set. */
import type { Instant } from '#core/domain/event.ts';
import type { Config } from '#infra/config.ts';
import { connectDb } from '#infra/db/connect.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { createLogger } from '#infra/logger.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { runServer } from '../../server/run-server.ts';
import { runWorkers } from '../../workers/run-workers.ts';
import type { DemoStage } from './play.ts';

const LOOK_MS = 20;

export interface Stage extends DemoStage {
  stop(): Promise<void>;
}

/** `config` names the database, which is prepared, and the keys. The clock begins at `now`. */
export const startStage = async (config: Config & { readonly databaseUrl: string }, now: Instant): Promise<Stage> => {
  let instant = now;
  const clock = { now: () => instant };
  const logger = createLogger({ level: 'silent', service: 'demo' });
  const server = await runServer(config, { clock, logger });
  const workers = await runWorkers(config, { clock, logger, sweepEveryMs: 200 });
  const db = connectDb(config.databaseUrl, { max: 1, application: 'pawgress-demo' });
  const uow = createUnitOfWork(db);
  return {
    url: server.url,
    setNow: (next) => {
      instant = next;
    },
    settled: async () => {
      while ((await uow.readSystem(({ backlog }) => backlog.backlog())).rows > 0) await delay(LOOK_MS);
    },
    stop: async () => {
      await server.close();
      await workers.stop();
      await db.destroy();
    },
  };
};
