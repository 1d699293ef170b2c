/** The demo's real dog: what is noted of walks in a month, and how training goes. Pure: the same every time. */
import type { MomentInput } from '#core/contract/moments.ts';

export type DemoMoment = MomentInput;

/** The training goal, made and begun on this day of the month. */
export const TRAINING_DAY = 5;
export const trainingGoal = {
  kind: 'training',
  title: 'Recall in the park',
  success_criteria: 'Rufus comes back, even past other dogs',
  template_key: 'recall',
} as const;

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00.000Z`;

/** Metres at which he can be calm: 34 on the first day, 15 a month later. */
const calmAt = (day: number): number => Math.round(34 - day * 0.64 + ((day * 7) % 5) - 2);

const good = (day: number, n: number): Partial<DemoMoment> => {
  const calm = { trigger: 'other dog', distance_m: calmAt(day), location_label: 'Park', handler_response: 'treated' };
  const options: readonly Partial<DemoMoment>[] = [
    { tags: ['calm'], context: { ...calm, leash_setup: 'long_line' }, notes: 'Looked at me by himself' },
    { tags: ['recall'], context: { location_label: 'Park', leash_setup: 'long_line' }, notes: 'Turned round at once' },
    { tags: ['loose leash'], context: { location_label: 'Street', leash_setup: 'front_harness' } },
  ];
  return { valence: 'positive', intensity: 3 + ((day + n) % 3), ...options[(day + n) % options.length] };
};

const hard = (day: number, n: number): Partial<DemoMoment> => {
  const isTired = day % 8 === 4;
  const around = { location_label: 'Street', leash_setup: 'front_harness', handler_response: 'moved_away' };
  const dog = { trigger: 'other dog', distance_m: Math.max(4, calmAt(day) - 12), recovery_seconds: 190 - day * 4 };
  return {
    valence: 'negative',
    intensity: Math.max(1, 4 - Math.floor(day / 10) + (isTired ? 1 : 0)),
    ...(n % 2 === 0
      ? { tags: ['barking'], context: { ...around, ...dog, antecedent: 'It came round the corner' } }
      : { tags: ['pulling'], context: { ...around, trigger: 'bike', recovery_seconds: 90 - day } }),
    ...(isTired && { notes: 'A short night for both of us' }),
  };
};

/** What is noted at half past seven on day `day`: this morning's walk, and yesterday evening's, as the phone sends it then. */
export const walksOf = (day: number, date: string, yesterday: string): readonly DemoMoment[] => {
  const moments: DemoMoment[] = [];
  const note = (on: string, minutes: number, said: Partial<DemoMoment>) => {
    const context = {
      ...said.context,
      ...(day % 8 === 4 && said.valence === 'negative' && { setting_events: ['poor_sleep'] }),
    };
    const occurred_at = `${on}T${clock(minutes)}`;
    const client_event_id = `demo-moment-${day}-${moments.length}`;
    moments.push({ valence: 'positive', ...said, client_event_id, client_revision: 1, occurred_at, context });
  };
  const goods = 1 + Math.floor(day / 9);
  for (let n = 0; n < goods; n += 1) note(date, 400 + n * 9, good(day, n));
  if (day % 3 !== 0 || day < 12) note(date, 432, hard(day, day));
  if (day > 1 && day % 2 === 0) {
    note(yesterday, 1055, good(day - 1, 1));
    if (day < 20) note(yesterday, 1072, hard(day - 1, day + 1));
  }
  return moments;
};

/** Sets of five that were trained on that day, in their order. */
export const setsOf = (day: number): readonly ('pass' | 'needs_work' | 'neutral')[] => {
  if (day < TRAINING_DAY || day % 7 === 6) return [];
  if (day % 5 === 3) return ['needs_work'];
  return day % 4 === 0 ? ['neutral', 'pass'] : ['pass'];
};
