/** Connections: providers, integrations and their deliveries (api.md, Connections). */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, InstantString, NoInput, page, PageQuery } from './common.ts';

export const INTEGRATION_STATUSES = ['pending', 'active', 'paused', 'needs_reconnect', 'revoked', 'error'] as const;
export const DELIVERY_STATUSES = ['pending', 'processed', 'ignored', 'failed', 'forgotten'] as const;

export const ProviderView = z
  .object({
    id: z.string().describe('Provider id'),
    name: z.string().describe('Name for people'),
    icon_url: z.string().describe('Address of its icon'),
    connect: z.enum(['webhook', 'oauth', 'both']).describe('How it is connected'),
    configured: z.boolean().describe('Whether this server can connect it'),
    setup: z.array(z.string()).describe('Steps to connect it'),
  })
  .meta({ id: 'Provider' });

export const listProviders = endpoint({
  id: 'listProviders',
  method: 'get',
  path: '/v1/providers',
  summary: 'What can be connected',
  tag: 'connections',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: z.object({ items: z.array(ProviderView).describe('All providers') }),
});

const AccountView = z
  .object({
    id: z.string().nullable().describe('The provider’s numeric id'),
    login: z.string().nullable().describe('Login name'),
  })
  .describe('The account whose deeds count');

const AccountInput = z
  .strictObject({
    id: z
      .string()
      .regex(/^\d{1,20}$/)
      .optional()
      .describe('The provider’s numeric id'),
    login: z.string().trim().min(1).max(100).optional().describe('Login name'),
  })
  .refine((a) => a.id !== undefined || a.login !== undefined, 'Give the id or the login')
  .describe('The account whose deeds count');

const integrationFields = {
  id: Id,
  provider: z.string().describe('Provider id'),
  name: z.string().nullable().describe('Your name for it'),
  status: z.enum(INTEGRATION_STATUSES).describe('State of the connection'),
  account: AccountView.nullable(),
  webhook_url: z.string().nullable().describe('Address for the provider’s webhook settings'),
  verified_at: InstantString.nullable().describe('When the provider first proved itself'),
  last_event_at: InstantString.nullable().describe('When the last delivery arrived'),
  last_error: z.string().nullable().describe('What went wrong last'),
  secret_rotated_at: InstantString.nullable().describe('When the secret was last renewed'),
  previous_secret_expires_at: InstantString.nullable().describe('Until when the secret before still works'),
  failed_count: z.number().int().describe('Deliveries that failed and wait for you'),
  created_at: InstantString,
  updated_at: InstantString,
};
export const IntegrationView = z.object(integrationFields).meta({ id: 'Integration' });
export type IntegrationView = z.output<typeof IntegrationView>;
export const NewIntegrationView = z
  .object({ ...integrationFields, secret: z.string().nullable().describe('The webhook secret, shown this once') })
  .meta({ id: 'NewIntegration' });

const Name = z.string().trim().min(1).max(100).describe('Your name for it, to tell several apart');

export const listIntegrations = endpoint({
  id: 'listIntegrations',
  method: 'get',
  path: '/v1/integrations',
  summary: 'Your connections',
  tag: 'connections',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: z.object({ items: z.array(IntegrationView).describe('Live connections, oldest first') }),
});

export const createIntegration = endpoint({
  id: 'createIntegration',
  method: 'post',
  path: '/v1/integrations',
  summary: 'Connect a provider; the secret is shown once',
  tag: 'connections',
  access: ['manage'],
  body: z.strictObject({
    provider: z.string().min(1).max(50).describe('Provider id'),
    account: AccountInput.optional(),
    name: Name.optional(),
  }),
  status: 201,
  response: NewIntegrationView,
  secretFields: ['secret'],
});

export const getIntegration = endpoint({
  id: 'getIntegration',
  method: 'get',
  path: '/v1/integrations/:id',
  summary: 'One connection',
  tag: 'connections',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  status: 200,
  response: IntegrationView,
});

export const updateIntegration = endpoint({
  id: 'updateIntegration',
  method: 'patch',
  path: '/v1/integrations/:id',
  summary: 'Rename, pause or resume a connection, or say whose account it speaks for',
  tag: 'connections',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({
    name: Name.nullable().optional(),
    status: z.enum(['active', 'paused']).optional().describe('paused: deliveries are kept and wait'),
    account: AccountInput.optional(),
  }),
  status: 200,
  response: IntegrationView,
});

export const deleteIntegration = endpoint({
  id: 'deleteIntegration',
  method: 'delete',
  path: '/v1/integrations/:id',
  summary: 'Disconnect: secrets are wiped, what was earned stays',
  tag: 'connections',
  access: ['manage'],
  params: IdParams,
  status: 204,
});

export const rotateSecret = endpoint({
  id: 'rotateSecret',
  method: 'post',
  path: '/v1/integrations/:id/rotate-secret',
  summary: 'Make a new secret; the one before works for a day',
  tag: 'connections',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 200,
  response: NewIntegrationView,
  secretFields: ['secret'],
});

export const DeliveryView = z
  .object({
    id: Id.describe('Id of the raw delivery'),
    external_event_id: z.string().describe('The provider’s id of the delivery'),
    event_name: z.string().nullable().describe('The provider’s name of the event'),
    received_at: InstantString,
    status: z.enum(DELIVERY_STATUSES).describe('What became of it'),
    reason: z.string().nullable().describe('Why it was ignored or failed'),
    attempts: z.number().int().describe('How often it was tried'),
    next_attempt_at: InstantString.nullable().describe('When it is tried again'),
    processed_at: InstantString.nullable(),
    events: z.number().int().describe('Events it became'),
    xp: z.number().int().describe('XP it earned'),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.output<typeof DeliveryView>;

export const listDeliveries = endpoint({
  id: 'listDeliveries',
  method: 'get',
  path: '/v1/integrations/:id/deliveries',
  summary: 'What arrived on a connection, newest first',
  tag: 'connections',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  query: PageQuery.extend({ status: z.enum(DELIVERY_STATUSES).optional().describe('Only those of this status') }),
  status: 200,
  response: page(DeliveryView),
});

const DeliveryParams = z.object({ id: Id.describe('Id of the connection'), rawId: Id.describe('Id of the delivery') });

export const getDelivery = endpoint({
  id: 'getDelivery',
  method: 'get',
  path: '/v1/integrations/:id/deliveries/:rawId',
  summary: 'One delivery with its payload',
  tag: 'connections',
  access: ['read', 'log', 'manage'],
  params: DeliveryParams,
  status: 200,
  response: DeliveryView.extend({
    headers: z.record(z.string(), z.string()).describe('Headers that were kept'),
    payload: z.unknown().describe('What arrived'),
  }).meta({ id: 'DeliveryDetail' }),
});

export const replayDelivery = endpoint({
  id: 'replayDelivery',
  method: 'post',
  path: '/v1/integrations/:id/deliveries/:rawId/replay',
  summary: 'Process a delivery again; nothing counts twice',
  tag: 'connections',
  access: ['manage'],
  params: DeliveryParams,
  body: NoInput,
  status: 202,
  response: DeliveryView,
});

export const forgetDelivery = endpoint({
  id: 'forgetDelivery',
  method: 'post',
  path: '/v1/integrations/:id/deliveries/:rawId/forget',
  summary: 'Set a failed delivery aside',
  tag: 'connections',
  access: ['manage'],
  params: DeliveryParams,
  body: NoInput,
  status: 200,
  response: DeliveryView,
});

export const replayFailed = endpoint({
  id: 'replayFailed',
  method: 'post',
  path: '/v1/integrations/:id/replay-failed',
  summary: 'Process every failed delivery of a connection again',
  tag: 'connections',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 202,
  response: z.object({ replayed: z.number().int().describe('How many are tried again') }),
});
