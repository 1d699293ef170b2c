/**
 * What a user does to the pet or to a goal inside Pawgress: it passes through the same pipeline as every other fact, so
 * that the ledger knows it and a replay gives the same pet (spec 8.4).
 */
import { z } from 'zod';
import { JsonRecord, defineProvider } from '../provider.ts';

const CONTROLS = ['pet.paused', 'pet.resumed', 'pet.customized'] as const;

const Control = z.object({ type: z.enum(CONTROLS), meta: JsonRecord.default({}) });

export const provider = defineProvider({
  id: 'system',
  name: 'Pawgress',
  connect: 'none',
  setup: [],
  ackStatus: 202,
  contentTypes: [],
  contentTypeHelp: '',
  keptHeaders: [],
  verify: () => Promise.resolve(false),
  delivery: () => null,
  deliveryHelp: '',
  normalise: ({ rawId, eventName, payload, receivedAt }) => {
    if (eventName === 'goal.changed') return { status: 'ignored', reason: 'A goal was changed and looked at again.' };
    const control = Control.safeParse(payload);
    if (!control.success) return { status: 'ignored', reason: 'Pawgress does not know this action.' };
    const { type, meta } = control.data;
    return {
      status: 'processed',
      events: [{ type, value: '1', occurredAt: receivedAt, dedupeKey: `pet:${rawId}`, meta }],
      skipped: [],
    };
  },
  normaliserVersion: 1,
  parties: () => [],
  cut: () => ({}),
});
