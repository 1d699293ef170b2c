/**
 * Baseline A of `ingest`: what one writes first. Express, the signature over the raw body, two inserts through knex in a
 * transaction, then a job for each delivery, then the answer. In the product's schema, with its connections in memory
 * already, so that nothing but the design is compared.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { connectDb } from '#infra/db/connect.ts';
import { newId } from '#infra/ids.ts';
import { postgresQueues, redisQueues } from '#infra/queue/bullmq.ts';
import type { BenchUser } from '../support/seed.ts';

export interface NaiveOrder {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly users: readonly BenchUser[];
}

const JOB = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

const isSigned = (body: Buffer, secret: string, given: string | undefined): boolean => {
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const got = Buffer.from(given ?? '');
  return got.length === wanted.length && timingSafeEqual(got, wanted);
};

const start = ({ databaseUrl, redisUrl, users }: NaiveOrder): void => {
  const db = connectDb(databaseUrl, { max: 20, application: 'pawgress-bench-naive' });
  const place = redisUrl === null ? postgresQueues(databaseUrl) : redisQueues(redisUrl);
  const queue = place.openQueue('naive', () => undefined);
  const byToken = new Map(users.map((user) => [user.pathToken, user]));
  const app = express();
  app.post(
    '/webhooks/github/:pathToken',
    express.raw({ type: 'application/json', limit: '25mb' }),
    async (req, res) => {
      const user = byToken.get(String(req.params['pathToken']));
      if (!user) return void res.status(404).json({ code: 'not_found' });
      const body: unknown = req.body;
      if (!Buffer.isBuffer(body) || !isSigned(body, user.secret, req.get('x-hub-signature-256'))) {
        return void res.status(401).json({ code: 'signature_invalid' });
      }
      const payload: unknown = JSON.parse(body.toString('utf8'));
      const id = newId();
      await db.transaction(async (tx) => {
        await tx('event_raw').insert({
          id,
          user_id: user.userId,
          integration_id: user.integrationId,
          source: 'github',
          event_name: req.get('x-github-event') ?? '',
          external_event_id: req.get('x-github-delivery') ?? '',
          headers: JSON.stringify({ 'user-agent': req.get('user-agent') }),
          payload: JSON.stringify(payload),
        });
        await tx('event_processing').insert({ event_raw_id: id, user_id: user.userId });
      });
      await queue.add('raw', { id }, JOB);
      res.status(202).json({ id });
    },
  );
  const server = app.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
};

process.on('message', start);
process.send?.('ready');
