/** Moments with the real dog, logged offline and synced in batches (seed 000, spec 5.1, 5.2). */
import { z } from 'zod';
import { DateString, Id, InstantInput, InstantString, page, PageQuery, Problem } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Moments of one call at most. */
export const MOMENTS_MAX = 200;
const NOTES_MAX = 2_000;

export const VALENCES = ['positive', 'negative'] as const;

/**
 * What a device sends of a moment. Each is read by itself (`core/domain/dog/moment.ts`), so that a bad one stops no other;
 * this is its shape for the documentation and for clients.
 */
export const MomentInput = z
  .strictObject({
    client_event_id: z.string().min(8).max(100).describe('Made on the device, and never another one'),
    client_revision: z.number().int().min(1).optional().describe('Counted up by the device with each edit'),
    occurred_at: InstantInput.describe('When it was; at most 5 minutes ahead'),
    valence: z.enum(VALENCES).describe('Good or hard'),
    intensity: z.number().int().min(1).max(5).optional().describe('How strong, 1 to 5; 3 unless given'),
    tags: z.array(z.string()).optional().describe('What it was about, at most 10'),
    context: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What was around it: trigger, location_label, leash_setup, distance_m, antecedent, behavior …'),
    notes: z.string().max(NOTES_MAX).nullable().optional().describe('Your note'),
    deleted: z.boolean().optional().describe('It is taken back'),
  })
  .meta({ id: 'MomentInput' });
export type MomentInput = z.input<typeof MomentInput>;

export const MomentView = z
  .object({
    id: Id,
    client_event_id: z.string().describe('The device’s own id of it'),
    client_revision: z.number().int().describe('How often it was written'),
    occurred_at: InstantString,
    local_date: DateString.describe('The user’s day it counts for'),
    valence: z.enum(VALENCES).describe('Good or hard'),
    intensity: z.number().int().describe('How strong, 1 to 5'),
    tags: z.array(z.string()).describe('What it was about, by name'),
    context: z.record(z.string(), z.unknown()).describe('What was around it'),
    notes: z.string().nullable().describe('Your note'),
    deleted_at: InstantString.nullable().describe('When it was taken back'),
    created_at: InstantString,
    updated_at: InstantString,
  })
  .meta({ id: 'Moment' });
export type MomentView = z.output<typeof MomentView>;

export const MomentResult = z
  .object({
    client_event_id: z.string().nullable().describe('The device’s own id of it; null when none was given'),
    id: Id.nullable().describe('Its id; null when it was rejected'),
    client_revision: z.number().int().nullable().describe('The revision that is stored now'),
    status: z
      .enum(['created', 'duplicate', 'updated', 'deleted', 'conflict', 'rejected'])
      .describe('What became of it; conflict: two devices changed the same revision'),
    error: Problem.optional().describe('Why it was rejected'),
    current: MomentView.optional().describe('What is stored, when it is in conflict with that'),
  })
  .meta({ id: 'MomentResult' });
export type MomentResult = z.output<typeof MomentResult>;

export const syncMoments = endpoint({
  id: 'syncMoments',
  method: 'post',
  path: '/v1/events/batch',
  summary: 'Send moments, up to 200; each has its own result, and a bad one stops no other',
  tag: 'moments',
  access: ['log', 'manage'],
  body: z.strictObject({
    events: z
      .array(z.union([MomentInput, z.unknown()]))
      .min(1)
      .max(MOMENTS_MAX)
      .describe(`Up to ${MOMENTS_MAX} moments; what is none is rejected by itself`),
  }),
  status: 200,
  response: z
    .object({ results: z.array(MomentResult).describe('In the order of the moments given') })
    .meta({ id: 'MomentResults' }),
});

export const listMoments = endpoint({
  id: 'listMoments',
  method: 'get',
  path: '/v1/events',
  summary: 'Your moments, latest first, without those taken back',
  tag: 'moments',
  access: ['read', 'log', 'manage'],
  query: PageQuery.extend({
    from: DateString.optional().describe('First day'),
    to: DateString.optional().describe('Last day'),
    tag: z.string().min(1).max(200).optional().describe('Only those with this tag'),
    valence: z.enum(VALENCES).optional().describe('Only good or only hard ones'),
    q: z.string().trim().min(1).max(200).optional().describe('Only those whose note or context says this'),
  }),
  status: 200,
  response: page(MomentView),
});
