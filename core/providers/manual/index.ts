/**
 * What a user logs by hand. The typed row (a completion, a log, an entry) is written with the request; this is its raw
 * fact, which feeds the pet through the same pipeline as every delivery (spec 8.1, 8.4).
 */
import { z } from 'zod';
import type { EventDraft, Instant } from '#core/domain/event.ts';
import { defineProvider } from '../provider.ts';

const Title = z.string().catch('');
const HabitCompleted = z.object({
  type: z.literal('habit.completed'),
  habit_id: z.string(),
  title: Title,
  completion_date: z.iso.date(),
  /** Streak with this completion, and what it is worth: fixed when it was logged (spec 4.5). */
  streak: z.number().int().min(0),
  value: z.number().int().min(0),
});
const LogRecorded = z.object({
  type: z.literal('log.recorded'),
  log_id: z.string(),
  tracker_id: z.string(),
  title: Title,
  logged_at: z.string(),
});
const ProgressLogged = z.object({
  type: z.literal('progress.logged'),
  entry_id: z.string(),
  goal_id: z.string(),
  title: Title,
  entry_date: z.iso.date(),
});
/** A version of a moment (spec 5.1). Whichever comes first is scored, once for ever. */
const MomentLogged = z.object({
  type: z.enum(['behavior.positive', 'behavior.negative']),
  event_id: z.string(),
  occurred_at: z.string(),
  /** 5, or 7 when its context is complete (spec 4.4). */
  value: z.number().int().min(0),
  revision: z.number().int(),
  /** It was taken back before it came. */
  deleted: z.boolean(),
});
const StepAttempted = z.object({
  type: z.enum(['step.passed', 'step.needs_work', 'step.neutral']),
  attempt_id: z.string(),
  step_id: z.string(),
  goal_id: z.string(),
  title: Title,
  occurred_at: z.string(),
});
const StepCompleted = z.object({
  type: z.literal('step.completed'),
  step_id: z.string(),
  goal_id: z.string(),
  title: Title,
  at: z.string(),
});
/** The payload of a manual fact: what use cases write to `event_raw` and this provider reads. */
export const ManualFact = z.discriminatedUnion('type', [
  HabitCompleted,
  LogRecorded,
  ProgressLogged,
  MomentLogged,
  StepAttempted,
  StepCompleted,
]);
export type ManualFact = z.output<typeof ManualFact>;

const draftOf = (fact: ManualFact, receivedAt: Instant): EventDraft => {
  switch (fact.type) {
    case 'habit.completed':
      return {
        type: fact.type,
        value: String(fact.value),
        occurredAt: receivedAt,
        localDate: fact.completion_date,
        dedupeKey: `habit.completed:${fact.habit_id}:${fact.completion_date}`,
        meta: { habit_id: fact.habit_id, title: fact.title, streak: fact.streak },
      };
    case 'log.recorded':
      return {
        type: fact.type,
        value: '1',
        occurredAt: fact.logged_at,
        dedupeKey: `log:${fact.log_id}`,
        meta: { tracker_id: fact.tracker_id, title: fact.title },
      };
    case 'progress.logged':
      return {
        type: fact.type,
        value: '1',
        occurredAt: receivedAt,
        localDate: fact.entry_date,
        dedupeKey: `entry:${fact.entry_id}`,
        meta: { goal_id: fact.goal_id, title: fact.title },
      };
    case 'behavior.positive':
    case 'behavior.negative':
      return {
        type: fact.type,
        value: String(fact.value),
        occurredAt: fact.occurred_at,
        dedupeKey: `behavior:${fact.event_id}`,
        meta: { behavior_event_id: fact.event_id },
      };
    case 'step.passed':
    case 'step.needs_work':
    case 'step.neutral':
      return {
        type: fact.type,
        value: '1',
        occurredAt: fact.occurred_at,
        dedupeKey: `attempt:${fact.attempt_id}`,
        meta: { goal_id: fact.goal_id, step_id: fact.step_id, title: fact.title },
      };
    case 'step.completed':
      return {
        type: fact.type,
        value: '1',
        occurredAt: fact.at,
        dedupeKey: `step.completed:${fact.step_id}`,
        meta: { goal_id: fact.goal_id, step_id: fact.step_id, title: fact.title },
      };
  }
};

export const provider = defineProvider({
  id: 'manual',
  name: 'By hand',
  connect: 'none',
  setup: [],
  ackStatus: 202,
  contentTypes: [],
  contentTypeHelp: '',
  keptHeaders: [],
  verify: () => Promise.resolve(false),
  delivery: () => null,
  deliveryHelp: '',
  normalise: ({ payload, receivedAt }) => {
    const fact = ManualFact.safeParse(payload);
    if (!fact.success) return { status: 'ignored', reason: 'Pawgress does not know this kind of log.' };
    if ('deleted' in fact.data && fact.data.deleted) {
      return { status: 'ignored', reason: 'This version takes the moment back.' };
    }
    return { status: 'processed', events: [draftOf(fact.data, receivedAt)], skipped: [] };
  },
  normaliserVersion: 1,
  parties: () => [],
  cut: () => ({}),
});
