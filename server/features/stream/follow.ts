/** What one page has not seen yet, read from the rows: notices may be lost, rows are not. */
import { explainFeed } from '#app/pets/explain-feed.ts';
import { logicalDate } from '#core/domain/time/calendar.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Mark } from '#infra/views/live-view.ts';
import { showGoals } from '../goals/show-goals.ts';
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
    uow.readUser(
      userId,
      async ({ liveView, evaluations, goalView: goalRows, deliveryView: deliveryRows, calendar }) => {
        const marks = await liveView.marks();
        const goalIds = changed(goals, marks.goals);
        const deliveryIds = changed(deliveries, marks.deliveries);
        goals = marksOf(marks.goals);
        deliveries = marksOf(marks.deliveries);
        const news: string[] = [];
        if (goalIds.length > 0) {
          const today = logicalDate(await calendar.calendar(), clock.now());
          const rows = await showGoals({ evaluations }, await goalRows.these(goalIds), today);
          news.push(...rows.map((goal) => message('goal', goal)));
        }
        if (deliveryIds.length > 0) {
          const rows = await deliveryRows.these(deliveryIds);
          news.push(
            ...rows.map((row) => message('delivery', { integration_id: row.integrationId, ...deliveryView(row) })),
          );
        }
        return news;
      },
    );

  return {
    next: async () => [...(await petNews()), ...(await otherNews())],
  };
};
