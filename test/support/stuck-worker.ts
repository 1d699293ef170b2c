/** A process that takes a job and is never done with it: `stuck-worker.ts <database> <redis or nothing>`. */
import { createLogger } from '../../infra/logger.ts';
import { createQueueBackend } from '../../infra/queue/backend.ts';
import { createConsumer } from '../../infra/queue/consumer.ts';

const [, , databaseUrl = '', redisUrl = ''] = process.argv;
const logger = createLogger({ level: 'silent', service: 'test' });
const queue = await createQueueBackend({
  redisUrl: redisUrl || null,
  databaseUrl,
  logger,
  metrics: { failure: () => undefined },
});
createConsumer(queue, { drain: () => new Promise(() => undefined) }, { logger });
