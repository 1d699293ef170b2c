/**
 * What an owner does to the pet. Name and species are definitions and change at once; colour, pause and resume move the
 * pet's state, so they are facts of their own that a worker applies, and the ledger can replay them (spec 4.8, 8.4).
 */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, JsonObject } from '#core/domain/event.ts';
import { newPet } from '#core/domain/pet/state.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { PetOverview } from '#infra/views/pet-view.ts';
import { isPaused, petAt } from './read-pet.ts';

export interface PetControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

export interface PetChanges {
  readonly name?: string | undefined;
  readonly species?: string | undefined;
  readonly color?: string | undefined;
}

/** Coats that suit a species when its owner chose none. */
const coats: Readonly<Record<string, string>> = { dog: 'biscuit', cat: 'marmalade', mossling: 'fern' };

const noSuchPet = () => new DomainError('not_found', { detail: 'There is no such pet.' });

const found = async (stores: UserStores, id: string, now: Instant): Promise<PetOverview> => {
  const pet = await stores.petView.find(id, now);
  if (!pet) throw noSuchPet();
  return pet;
};

export const createPetControl = ({ uow, clock, newId, doorbell }: PetControlDeps) => {
  const append = (
    { raw }: UserStores,
    control: { readonly type: string; readonly petId: string; readonly meta: JsonObject },
    now: Instant,
  ): Promise<void> =>
    raw.append([
      {
        id: newId(),
        source: 'system',
        eventName: control.type,
        payload: { type: control.type, pet_id: control.petId, meta: control.meta },
        receivedAt: now,
      },
    ]);

  /** Events reach the primary pet only, so no other one can rest or change its colour. */
  const assertFed = (pet: PetOverview): void => {
    if (!pet.isPrimary) throw new DomainError('conflict', { detail: 'Only the pet that is fed can do this.' });
  };

  /** Works under the user's lock; rings after the commit when `work` appended something. */
  const change = async (
    userId: string,
    petId: string,
    work: (stores: UserStores, pet: PetOverview, now: Instant) => Promise<boolean>,
  ): Promise<PetOverview> => {
    const { pet, appended } = await uow.forUser(userId, async (stores) => {
      const now = clock.now();
      const before = await found(stores, petId, now);
      const toApply = await work(stores, before, now);
      return { pet: await found(stores, petId, now), appended: toApply };
    });
    if (appended) doorbell.ring();
    return pet;
  };

  const setResting = (userId: string, petId: string, resting: boolean): Promise<PetOverview> =>
    change(userId, petId, async (stores, pet, now) => {
      if (isPaused(pet, now) === resting) return false;
      assertFed(pet);
      await append(stores, { type: resting ? 'pet.paused' : 'pet.resumed', petId, meta: {} }, now);
      return true;
    });

  return {
    /**
     * Makes the user's pet, an egg, with its colour as the first fact of its log.
     * @throws {DomainError} `pet_exists`
     */
    create: async (
      userId: string,
      input: { readonly name: string; readonly species: string; readonly color?: string | undefined },
    ): Promise<PetOverview> => {
      const pet = await uow.forUser(userId, async (stores) => {
        const now = clock.now();
        if (await stores.petView.primary(now)) {
          throw new DomainError('pet_exists', { detail: 'You have a pet already.' });
        }
        const id = newId();
        const color = input.color ?? coats[input.species] ?? newPet(now).traits.color;
        await stores.pets.insert({ id, name: input.name, species: input.species, state: newPet(now), createdAt: now });
        await append(stores, { type: 'pet.customized', petId: id, meta: { color } }, now);
        return found(stores, id, now);
      });
      doorbell.ring();
      return pet;
    },

    /** @throws {DomainError} `not_found` */
    customize: (userId: string, petId: string, { name, species, color }: PetChanges): Promise<PetOverview> =>
      change(userId, petId, async (stores, pet, now) => {
        const named = { ...(name !== undefined && { name }), ...(species !== undefined && { species }) };
        if (Object.keys(named).length > 0) await stores.pets.rename(petId, named);
        if (color === undefined || petAt(pet, now).state.traits.color === color) return false;
        assertFed(pet);
        await append(stores, { type: 'pet.customized', petId, meta: { color } }, now);
        return true;
      }),

    /** Lets the pet rest; a second time changes nothing. @throws {DomainError} `not_found` */
    pause: (userId: string, petId: string): Promise<PetOverview> => setResting(userId, petId, true),

    /** @throws {DomainError} `not_found` */
    resume: (userId: string, petId: string): Promise<PetOverview> => setResting(userId, petId, false),
  };
};
