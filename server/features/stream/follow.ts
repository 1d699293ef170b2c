/** What one page has not seen yet, read from the rows: notices may be lost, rows are not. */
import { dayOf } from '#app/calendar/user-day.ts';
import { statsToday } from '#app/habits/judge.ts';
import { explainFeed } from '#app/pets/explain-feed.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Mark } from '#infra/views/live-view.ts';
import { showGoals } from '../goals/show-goals.ts';
import { habitView } from '../habits/habit-views.ts';
import { deliveryView } from '../integrations/integration-views.ts';
import { feedItem, petView } from '../pets/pet-views.ts';
import { encodePlace, message } from './messages.ts';

/** More than this is a page's first load, not news. */
const NEWS_MAX = 200;

export interface Follower {
  /** Messages for everything that changed since the last call; the first call gives what came after `seen`. */
  next(): Promise<readonly string[]>;
}

type Marks = ReadonlyMap<string, string>;

const changed = (before: Marks | null, now: readonly Mark[]): string[] =>
  before === null ? [] : now.filter(({ id, mark }) => before.get(id) !== mark).map(({ id }) => id);
const marksOf = (marks: readonly Mark[]): Marks => new Map(marks.map(({ id, mark }) => [id, mark]));

/** `seen`: the pet's version the page has, `null` when it has loaded everything just now. */
export const createFollower = (
  { uow, clock }: { readonly uow: UnitOfWork; readonly clock: Clock },
  userId: string,
  seen: number | null,
): Follower => {
  let version = seen;
  let shownPet = '';
  let goals: Marks | null = null;
  let habits: Marks | null = null;
  let deliveries: Marks | null = null;

  const petNews = (): Promise<string[]> =>
    uow.readUser(userId, async ({ petView: pets, feedView }) => {
      const now = clock.now();
      const pet = await pets.primary(now);
      if (!pet) return [];
      const after = version ?? pet.version;
      version = pet.version;
      const rows =
        pet.version > after ? await feedView.page(pet.id, { after, before: pet.version + 1, limit: NEWS_MAX }) : [];
      const { state_json, name, species } = petView(pet, now);
      const mark = JSON.stringify([pet.version, name, species, state_json.traits]);
      const isNew = shownPet !== '' && mark !== shownPet;
      shownPet = mark;
      if (rows.length === 0 && !isNew) return [];
      const fed = (await explainFeed(feedView, rows)).map(feedItem);
      return [message('pet', { pet_id: pet.id, version: pet.version, state_json, fed }, encodePlace(pet.version))];
    });

  const otherNews = (): Promise<string[]> =>
    uow.readUser(userId, async (stores) => {
      const marks = await stores.liveView.marks();
      const goalIds = changed(goals, marks.goals);
      const habitIds = changed(habits, marks.habits);
      const deliveryIds = changed(deliveries, marks.deliveries);
      goals = marksOf(marks.goals);
      habits = marksOf(marks.habits);
      deliveries = marksOf(marks.deliveries);
      const news: string[] = [];
      if (goalIds.length + habitIds.length > 0) {
        const day = await dayOf(stores, clock.now());
        const rows = goalIds.length > 0 ? await stores.goalView.these(goalIds) : [];
        news.push(...(await showGoals(stores, rows, day.today)).map((goal) => message('goal', goal)));
        for (const habit of habitIds.length > 0 ? await stores.habitView.these(habitIds) : []) {
          const stats = await statsToday(stores, habit, day);
          news.push(message('habit', habitView({ habit, stats, today: day.today })));
        }
      }
      if (deliveryIds.length > 0) {
        const rows = await stores.deliveryView.these(deliveryIds);
        news.push(
          ...rows.map((row) => message('delivery', { integration_id: row.integrationId, ...deliveryView(row) })),
        );
      }
      return news;
    });

  return {
    next: async () => [...(await petNews()), ...(await otherNews())],
  };
};
