/** Folds a batch's events onto the pets and the day's rollup. Pure (spec 4.8). */
import { Decimal } from 'decimal.js';
import type { Instant } from '#core/domain/event.ts';
import { applyEvent } from '#core/domain/pet/apply.ts';
import type { PetRow } from '#infra/stores/drain/context-store.ts';
import type { ActivityGain, NewEvent, PetUpdate, ScoreRow } from '#infra/stores/drain/write-store.ts';

export interface Scored {
  readonly scores: readonly ScoreRow[];
  readonly pets: readonly PetUpdate[];
  readonly activity: readonly ActivityGain[];
}

/** What the user does to the pet itself (pause, colour) is no progress and stays out of the day's rollup. */
export const isControl = (type: string): boolean => type.startsWith('pet.');

/** The instant a user's events are applied at. Clocks of two machines may differ: a pet is never fed before it was made. */
export const appliedAtOf = (now: Instant, pet: PetRow | undefined): Instant =>
  pet && pet.createdAt > now ? pet.createdAt : now;

interface Folding {
  readonly pet: PetRow;
  state: PetRow['state'];
  version: number;
}

/** `events` in the order of their `seq`, all of them new. A user without a pet has events without scores. */
export const scoreEvents = (events: readonly NewEvent[], pets: ReadonlyMap<string, PetRow>, now: Instant): Scored => {
  const folding = new Map<string, Folding>();
  const scores: ScoreRow[] = [];
  const gains = new Map<string, { gain: ActivityGain; value: Decimal }>();

  for (const event of events) {
    const pet = pets.get(event.userId);
    let xp = 0;
    if (pet) {
      const fold = folding.get(event.userId) ?? { pet, state: pet.state, version: pet.version };
      folding.set(event.userId, fold);
      const appliedAt = appliedAtOf(now, pet);
      const applied = applyEvent(
        fold.state,
        { id: event.id, type: event.type, value: Number(event.value), localDate: event.localDate, meta: event.meta },
        appliedAt,
      );
      fold.state = applied.state;
      fold.version += 1;
      xp = applied.xp;
      scores.push({
        petId: pet.id,
        eventId: event.id,
        userId: event.userId,
        petVersion: fold.version,
        xp,
        energyMs: applied.energyMs,
        foodMs: applied.foodMs,
        rulesVersion: applied.state.engine.rules,
        appliedAt,
      });
    }
    if (!isControl(event.type)) addGain(gains, event, xp);
  }

  return {
    scores,
    pets: [...folding.values()].map(({ pet, state, version }) => ({
      id: pet.id,
      state,
      version,
      expected: pet.version,
    })),
    activity: [...gains.values()].map(({ gain, value }) => ({ ...gain, value: value.toFixed() })),
  };
};

const addGain = (
  gains: Map<string, { gain: ActivityGain; value: Decimal }>,
  { userId, localDate, type, source, value }: NewEvent,
  xp: number,
): void => {
  const key = `${userId} ${localDate} ${type} ${source}`;
  const before = gains.get(key);
  gains.set(key, {
    gain: {
      userId,
      localDate,
      type,
      source,
      value: '',
      count: (before?.gain.count ?? 0) + 1,
      xp: (before?.gain.xp ?? 0) + xp,
    },
    value: before ? before.value.plus(value) : new Decimal(value),
  });
};
