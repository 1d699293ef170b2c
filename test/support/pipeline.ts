/** Rows for tests of the pipeline, and a provider whose payload says what it shall become. */
import { createBatchProcessor, type BatchProcessorDeps, type BatchResult } from '#app/process-batch/process-batch.ts';
import type { EventDraft, Instant, JsonObject } from '#core/domain/event.ts';
import { newPet } from '#core/domain/pet/state.ts';
import { defineProvider, type Party, type Provider } from '#core/providers/provider.ts';
import type { Db } from '#infra/db/connect.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { newId } from '#infra/ids.ts';
import { createLogger } from '#infra/logger.ts';

export const NOW: Instant = '2026-03-02T12:00:00.000Z';

/** Payload of the scripted provider. */
export interface Script {
  readonly events?: readonly Partial<EventDraft>[];
  readonly ignore?: string;
  readonly needsAccount?: boolean;
  readonly ping?: { readonly id: string; readonly login: string };
  /** A fault of ours, such as a bug in a normaliser. */
  readonly explode?: boolean;
  readonly parties?: readonly Party[];
}

/** What the scripted provider does when asked to explode; a test mends it by setting `broken` to false. */
export const fault = { broken: true };

const draftOf = (event: Partial<EventDraft>, rawId: string, index: number, receivedAt: Instant): EventDraft => ({
  type: 'commit.push',
  value: '1',
  occurredAt: receivedAt,
  dedupeKey: `script:${rawId}:${index}`,
  meta: {},
  ...event,
});

export const scripted: Provider = defineProvider({
  id: 'scripted',
  name: 'Scripted',
  connect: 'webhook',
  setup: [],
  ackStatus: 202,
  contentTypes: ['application/json'],
  contentTypeHelp: '',
  keptHeaders: [],
  verify: () => Promise.resolve(true),
  delivery: () => null,
  deliveryHelp: '',
  normaliserVersion: 1,
  normalise: ({ payload, account, rawId, receivedAt }) => {
    const script = payload as Script;
    if (script.explode && fault.broken) throw new TypeError('the normaliser has a bug');
    if (script.ping) {
      const proposedAccount = { ...script.ping, verifiedEmails: [] };
      return { status: 'ignored', reason: 'The connection works.', verified: { proposedAccount } };
    }
    if (script.needsAccount && account === null) {
      return { status: 'ignored', reason: 'This connection does not know its account yet.', needsAccount: true };
    }
    if (script.ignore) return { status: 'ignored', reason: script.ignore };
    const events = (script.events ?? [{}]).map((event, index) => draftOf(event, rawId, index, receivedAt));
    return { status: 'processed', events, skipped: [] };
  },
  parties: (_, payload) => (payload as Script).parties ?? [],
  cut: (_, payload) => ({ ...(payload as JsonObject), parties: [] }),
});

let counter = 0;

/** A user; the first calendar row comes from the database's trigger. */
export const insertUser = async (
  db: Db,
  over: { readonly timezone?: string; readonly dayStartHour?: number } = {},
): Promise<string> => {
  const id = newId();
  await db('users').insert({
    id,
    email: `user-${(counter += 1)}-${id.slice(-6)}@example.org`,
    timezone: over.timezone ?? 'UTC',
    day_start_hour: over.dayStartHour ?? 0,
  });
  return id;
};

export const insertPet = async (
  db: Db,
  userId: string,
  createdAt: Instant = '2026-03-01T08:00:00.000Z',
): Promise<string> => {
  const id = newId();
  await db('pets').insert({
    id,
    user_id: userId,
    name: 'Biscuit',
    species: 'dog',
    state_json: JSON.stringify(newPet(createdAt)),
    created_at: createdAt,
  });
  return id;
};

export const insertConnection = async (
  db: Db,
  userId: string,
  over: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const id = newId();
  await db('integrations').insert({ id, user_id: userId, provider: 'scripted', status: 'active', ...over });
  return id;
};

/** Stores a delivery as intake would; `id` may be given to fix the order. */
export const insertDelivery = async (
  db: Db,
  userId: string,
  script: Script,
  over: {
    readonly id?: string;
    readonly integrationId?: string;
    readonly receivedAt?: Instant;
    readonly source?: string;
  } = {},
): Promise<string> => {
  const id = over.id ?? newId();
  await db('event_raw').insert({
    id,
    user_id: userId,
    integration_id: over.integrationId ?? null,
    source: over.source ?? 'scripted',
    external_event_id: id,
    payload: JSON.stringify(script),
    received_at: over.receivedAt ?? NOW,
  });
  await db('event_processing').insert({ event_raw_id: id, user_id: userId });
  return id;
};

export const processorOn = (db: Db, over: Partial<BatchProcessorDeps> = {}) =>
  createBatchProcessor({
    uow: createUnitOfWork(db),
    clock: { now: () => NOW },
    logger: createLogger({ level: 'silent', service: 'test' }),
    newId,
    providers: { scripted },
    ...over,
  });

/** Processes until nothing is due and nothing is busy. Returns every batch. */
export const drain = async (processor: ReturnType<typeof processorOn>): Promise<readonly BatchResult[]> => {
  const results: BatchResult[] = [];
  for (;;) {
    const result = await processor.processBatch();
    if (result.claimed === 0 && result.busy === 0) return results;
    results.push(result);
  }
};
