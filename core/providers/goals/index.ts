/** What goals pay when their periods, milestones or targets are reached (spec 1.7, 3.3, 8.4): facts that Pawgress appends itself. */
import { z } from 'zod';
import { defineProvider } from '../provider.ts';

/** The payload of a reward: what use cases write to `event_raw` and this provider reads. */
export const RewardFact = z.object({
  type: z.enum(['goal.period_met', 'goal.milestone_met', 'goal.completed']),
  /** Once for ever: a reward that was paid pays nothing again. */
  dedupe_key: z.string().min(1),
  goal_id: z.string(),
  title: z.string().catch(''),
  /** When it was reached. */
  at: z.string(),
  period_label: z.string().nullable(),
});
export type RewardFact = z.output<typeof RewardFact>;

export const provider = defineProvider({
  id: 'goals',
  name: 'Goals',
  connect: 'none',
  setup: [],
  ackStatus: 202,
  contentTypes: [],
  contentTypeHelp: '',
  keptHeaders: [],
  verify: () => Promise.resolve(false),
  delivery: () => null,
  deliveryHelp: '',
  normalise: ({ payload }) => {
    const fact = RewardFact.safeParse(payload);
    if (!fact.success) return { status: 'ignored', reason: 'Pawgress does not know this reward.' };
    const { type, dedupe_key: dedupeKey, at: occurredAt, goal_id, title, period_label } = fact.data;
    const meta = { goal_id, title, ...(period_label !== null && { period_label }) };
    return { status: 'processed', events: [{ type, value: '1', occurredAt, dedupeKey, meta }], skipped: [] };
  },
  normaliserVersion: 1,
  parties: () => [],
  cut: () => ({}),
});
