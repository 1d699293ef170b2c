/** The pet and what fed it. The stream moves it; what was known stays on screen while the network is away. */
import {
  createPet,
  getPet,
  listFeed,
  listPets,
  pausePet,
  resumePet,
  updatePet,
  type FeedItem,
  type PetView,
} from '#core/contract/pets.ts';
import type { Reaction } from '#core/domain/pet/art/index.ts';
import { ApiError, call } from '../api/call.ts';
import { lastKnown } from './last-known.ts';

/** What the stream sends when the pet moved. */
export interface PetMoved {
  readonly pet_id: string;
  readonly version: number;
  readonly state_json: PetView['state_json'];
  readonly fed: readonly FeedItem[];
}

const REACTION_MS = 3_500;
const ARRIVAL_MS = 1_900;

const wantsMotion = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;
const PAGE = 30;
/** A page that is left open for weeks does not grow with what it has seen: older lines are read again when asked for. */
const KEPT = 120;

const createPetState = () => {
  let pet = $state<PetView | null>(null);
  let status = $state<'loading' | 'none' | 'here'>('loading');
  let feed = $state<FeedItem[]>([]);
  let nextCursor = $state<string | null>(null);
  let isTrimmed = $state(false);
  let reaction = $state<Reaction | null>(null);
  /** The newest lines in a sentence, for a screen reader. */
  let news = $state('');
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** One reaction at a time; then back to idle (DESIGN.md, Motion). */
  const react = (kind: Reaction, forMs = REACTION_MS): void => {
    clearTimeout(timer);
    reaction = kind;
    timer = setTimeout(() => (reaction = null), forMs);
  };
  /** Whoever opens the page is met: once, and by a pet that is up. */
  let hasArrived = false;
  const arrive = ({ stage, state_json }: PetView): void => {
    if (hasArrived) return;
    hasArrived = true;
    const isUp = stage !== 'egg' && !['sleepy', 'resting'].includes(state_json.traits.mood);
    if (isUp && wantsMotion()) react('walk', ARRIVAL_MS);
  };
  const keep = (): void => {
    const known = lastKnown.read();
    if (known && pet) lastKnown.write({ ...known, pet, feed });
  };
  const show = (view: PetView): void => {
    pet = view;
    status = 'here';
    keep();
  };
  const merge = (items: readonly FeedItem[]): void => {
    const known = new Set(feed.map((item) => item.event_id));
    const fresh = items.filter((item) => !known.has(item.event_id));
    feed = [...fresh, ...feed].toSorted((a, b) => b.pet_version - a.pet_version);
  };
  /** Lets go of the oldest lines. Where the next page begins must be asked then. */
  const trim = (): void => {
    if (feed.length <= KEPT) return;
    feed = feed.slice(0, KEPT);
    isTrimmed = true;
  };
  const current = (): PetView => {
    if (!pet) throw new Error('there is no pet yet');
    return pet;
  };

  return {
    get pet() {
      return pet;
    },
    get status() {
      return status;
    },
    get feed() {
      return feed;
    },
    get hasMore() {
      return nextCursor !== null || isTrimmed;
    },
    get reaction() {
      return reaction;
    },
    get news() {
      return news;
    },
    /** Somebody touched it. */
    greet: (): void => {
      if (reaction === null) react('wave');
    },
    /** @throws {ApiError} when the server does not answer and nothing was kept */
    load: async (): Promise<void> => {
      try {
        const [primary] = (await call(listPets)).items;
        if (!primary) {
          status = 'none';
          return;
        }
        if (pet?.id !== primary.id) feed = [];
        show(primary);
        arrive(primary);
        const first = await call(listFeed, { params: { id: primary.id }, query: { limit: PAGE } });
        merge(first.items);
        nextCursor = first.next_cursor;
        keep();
      } catch (error) {
        const known = lastKnown.read();
        if (!(error instanceof ApiError) || error.status !== 0 || !known?.pet) throw error;
        pet = known.pet;
        feed = [...(known.feed ?? [])];
        status = 'here';
      }
    },
    /** Somebody else may sign in next. */
    clear: (): void => {
      pet = null;
      feed = [];
      nextCursor = null;
      status = 'loading';
    },
    /** Meters fall by themselves: they are read again now and then, and when the page is looked at again. */
    refresh: async (): Promise<void> => {
      if (pet) show(await call(getPet, { params: { id: pet.id } }));
    },
    loadMore: async (): Promise<void> => {
      if (!pet) return;
      const params = { id: pet.id };
      if (isTrimmed) nextCursor = (await call(listFeed, { params, query: { limit: feed.length } })).next_cursor;
      isTrimmed = false;
      if (nextCursor === null) return;
      const more = await call(listFeed, { params, query: { limit: PAGE, cursor: nextCursor } });
      merge(more.items);
      nextCursor = more.next_cursor;
    },
    create: async (input: { name: string; species: 'dog' | 'cat' | 'mossling'; color: string }): Promise<PetView> => {
      const made = await call(createPet, { body: input });
      show(made);
      return made;
    },
    change: async (changes: { name?: string; color?: string }): Promise<void> =>
      show(await call(updatePet, { params: { id: current().id }, body: changes })),
    rest: async (resting: boolean): Promise<void> =>
      show(await call(resting ? pausePet : resumePet, { params: { id: current().id } })),
    /** What the stream said. The numbers around the state (level, today) are read again. */
    moved: async (moved: PetMoved): Promise<void> => {
      if (!pet || moved.pet_id !== pet.id) return;
      const grew = moved.state_json.level > pet.state_json.level;
      if (moved.version > pet.version) pet = { ...pet, version: moved.version, state_json: moved.state_json };
      merge(moved.fed);
      trim();
      news = moved.fed.map((item) => `${item.title}, ${item.xp} XP`).join('. ');
      if (grew) react('levelup');
      else if (moved.fed.some((item) => item.xp > 0)) react('eat');
      show(await call(getPet, { params: { id: pet.id } }));
    },
  };
};

export const petState = createPetState();
