/** Alive, ready, documentation. `GET /metrics` and `GET /docs` are not JSON and have no contract. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const healthz = endpoint({
  id: 'healthz',
  method: 'get',
  path: '/healthz',
  summary: 'Alive',
  tag: 'operations',
  access: 'public',
  status: 200,
  response: z.object({ status: z.literal('ok').describe('The process answers') }),
});

export const Readiness = z
  .object({
    status: z.enum(['ready', 'not_ready']).describe('ready: everything this server needs answers'),
    version: z.string().describe('Version of Pawgress'),
    database: z
      .object({ ok: z.boolean().describe('The database answers'), detail: z.string().describe('In words') })
      .describe('PostgreSQL'),
    queue: z
      .object({
        ok: z.boolean().describe('The queue answers'),
        kind: z.enum(['postgres', 'redis']).describe('Which backend is in use'),
        detail: z.string().describe('In words'),
      })
      .describe('Job queue: it only rings, nothing is lost without it'),
    backlog: z
      .object({
        ok: z.boolean().describe('The oldest pending delivery is young'),
        pending: z.number().int().nullable().describe('Deliveries waiting'),
        oldest_seconds: z.number().nullable().describe('Age of the oldest waiting delivery'),
      })
      .describe('Work that waits'),
  })
  .meta({ id: 'Readiness' });

/** 200 when ready, 503 with the same body when not. */
export const readyz = endpoint({
  id: 'readyz',
  method: 'get',
  path: '/readyz',
  summary: 'Ready: database, queue, backlog',
  tag: 'operations',
  access: 'public',
  status: 200,
  response: Readiness,
});

export const openApi = endpoint({
  id: 'openApi',
  method: 'get',
  path: '/v1/openapi.json',
  summary: 'This API as an OpenAPI 3.1 document',
  tag: 'operations',
  access: 'public',
  status: 200,
  response: z.record(z.string(), z.unknown()),
});

export const SignInOptions = z
  .object({
    registration_open: z.boolean().describe('Whether a new account can be made'),
    first_visit: z.boolean().describe('Whether nobody has an account yet'),
    password_reset: z.boolean().describe('Whether a forgotten password can be reset by e-mail'),
  })
  .meta({ id: 'SignInOptions' });

/** What the sign-in page needs before anybody is signed in. */
export const getSignInOptions = endpoint({
  id: 'getSignInOptions',
  method: 'get',
  path: '/v1/auth/options',
  summary: 'What the sign-in page may offer',
  tag: 'auth',
  access: 'public',
  status: 200,
  response: SignInOptions,
});
