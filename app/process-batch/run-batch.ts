/**
 * One drain transaction: claim → lock users → normalise → events → goals → pets → rollups → rows finished (architecture 7).
 * All of a batch commits together or not at all, and every insert is unique-keyed, so it may run any number of times.
 */
import type { Instant } from '#core/domain/event.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { ClaimedRow, FinishedRow } from '#infra/stores/drain/claim-store.ts';
import type { NewEvent } from '#infra/stores/drain/write-store.ts';
import type { SystemStores, UserStores } from '#infra/stores/registry.ts';
import { completionEvent, draftEvents, rewardEvent, type Drafted, type UserMoment } from './draft-events.ts';
import { fanOut } from './fan-out.ts';
import { createGoalFeeder } from './feed-goals.ts';
import { feedTrackers } from './feed-trackers.ts';
import { normaliseRow } from './normalise-rows.ts';
import { appliedAtOf, scoreEvents } from './score-events.ts';

/** Points of a batch at which a test may kill the process. */
export type BatchPoint = 'claimed' | 'normalised' | 'before-commit' | 'committed';

export interface BatchDeps {
  readonly providers: Readonly<Record<string, Provider>>;
  readonly newId: () => string;
  readonly trace: (point: BatchPoint) => void;
}

/** What one or several transactions did. */
export interface BatchOutcome {
  /** Rows that were worked on. */
  readonly claimed: number;
  /** Rows whose user another process is working on; they come again. */
  readonly busy: number;
  readonly processed: number;
  readonly ignored: number;
  readonly failed: number;
  /** Events that are new. */
  readonly events: number;
  /** Everybody whose rows changed. */
  readonly users: readonly string[];
}

export const EMPTY_OUTCOME: BatchOutcome = {
  claimed: 0,
  busy: 0,
  processed: 0,
  ignored: 0,
  failed: 0,
  events: 0,
  users: [],
};

/** The stores of a drain transaction. */
export type DrainStores = Pick<SystemStores, 'drainClaims' | 'drainContext' | 'drainWrites'>;

const unique = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((v) => v !== null))];

/** Rows of users that are ours now and of connections that are not paused. */
const takeOver = async (stores: DrainStores, claimed: readonly ClaimedRow[]) => {
  const held = await stores.drainClaims.lockUsers(unique(claimed.map((row) => row.userId)));
  const ours = claimed.filter((row) => row.userId === null || held.has(row.userId));
  const connections = await stores.drainContext.connections(unique(ours.map((row) => row.integrationId)));
  const isPaused = (row: ClaimedRow) =>
    row.integrationId !== null && connections.get(row.integrationId)?.status === 'paused';
  const paused = ours.filter(isPaused);
  if (paused.length > 0) await stores.drainClaims.holdBack(paused.map((row) => row.id));
  return { rows: ours.filter((row) => !isPaused(row)), connections, busy: claimed.length - ours.length };
};

/** What events make in turn: each call gets those that are new and returns the ones they cause. */
type Consequences = (fresh: readonly NewEvent[]) => Promise<readonly NewEvent[]>;

/** Inserts events, and the ones that reaching a goal makes, until nothing new comes. In scoring order. */
const insertEvents = async (
  stores: DrainStores,
  drafted: readonly NewEvent[],
  consequencesOf: Consequences,
): Promise<readonly NewEvent[]> => {
  const all: NewEvent[] = [];
  let round = drafted;
  do {
    const byId = new Map(round.map((event) => [event.id, event]));
    const ids = round.length > 0 ? await stores.drainWrites.insertEvents(round) : [];
    const fresh = ids.map((id) => byId.get(id)).filter((event) => event !== undefined);
    all.push(...fresh);
    round = await consequencesOf(fresh);
  } while (round.length > 0);
  return all;
};

const COUNTED_BEFORE = 'Counted before, through another delivery.';

/** A row all of whose events were there already says so: the same commit through two hooks counts once. */
const finishedOf = ({ normalised, events }: Drafted, fresh: ReadonlySet<string>): FinishedRow => {
  const { finished } = normalised;
  const nothingNew = events.length > 0 && !events.some((event) => fresh.has(event.id));
  return nothingNew && finished.reason === null ? { ...finished, reason: COUNTED_BEFORE } : finished;
};

const lastHeard = (rows: readonly ClaimedRow[]): Map<string, Instant> => {
  const heard = new Map<string, Instant>();
  for (const { integrationId, receivedAt } of rows) {
    if (integrationId !== null && (heard.get(integrationId) ?? '') < receivedAt) heard.set(integrationId, receivedAt);
  }
  return heard;
};

/** Runs inside one transaction. `take` claims the rows; `now` is the instant at which their events reach the pets. */
export const runBatch = async (
  stores: DrainStores,
  take: () => Promise<readonly ClaimedRow[]>,
  now: Instant,
  deps: BatchDeps,
  storesOf: (userId: string) => UserStores,
): Promise<BatchOutcome> => {
  const claimed = await take();
  if (claimed.length === 0) return EMPTY_OUTCOME;
  deps.trace('claimed');
  await stores.drainClaims.discardPlans();
  const { rows, connections, busy } = await takeOver(stores, claimed);
  if (rows.length === 0) return { ...EMPTY_OUTCOME, busy };

  const { drainClaims, drainContext, drainWrites } = stores;
  const users = unique(rows.map((row) => row.userId));
  const identities = rows.some((row) => row.isDerived) ? await drainContext.identitiesOf(users) : [];
  const verifiedEmails = await drainContext.verifiedEmails(users);
  const calendars = await drainContext.calendars(users);
  const pets = await drainContext.primaryPets(users);
  const feeder = createGoalFeeder(await drainContext.fedGoals(users), now, deps.newId);

  const moments = new Map<string, UserMoment>(
    [...calendars].map(([user, calendar]) => [user, { calendar, appliedAt: appliedAtOf(now, pets.get(user)) }]),
  );
  const context = { providers: deps.providers, connections, identities, verifiedEmails };
  const drafted = rows.map((row) =>
    draftEvents(normaliseRow(row, context), row.userId === null ? undefined : moments.get(row.userId), deps.newId),
  );
  deps.trace('normalised');

  const rawOf = new Map(rows.map((row) => [row.userId, row]));
  const trackers = await drainContext.fedTrackers(users);
  const consequencesOf: Consequences = async (fresh) => {
    const caused: (NewEvent | null)[] = feeder.feed(fresh).map((goal) => {
      const moment = moments.get(goal.userId);
      const raw = rawOf.get(goal.userId);
      return moment && raw ? completionEvent(goal, raw, moment, deps.newId()) : null;
    });
    if (trackers.size > 0) {
      for (const [userId, rewards] of await feedTrackers(fresh, trackers, storesOf, { now, newId: deps.newId })) {
        const moment = moments.get(userId);
        const raw = rawOf.get(userId);
        if (moment && raw)
          caused.push(...rewards.map((reward) => rewardEvent(reward, userId, raw, moment, deps.newId())));
      }
    }
    return caused.filter((event) => event !== null);
  };
  const events = await insertEvents(
    stores,
    drafted.flatMap((row) => row.events),
    consequencesOf,
  );

  const scored = scoreEvents(events, pets, now);
  if (scored.scores.length > 0) await drainWrites.insertScores(scored.scores);
  if (scored.pets.length > 0) await drainWrites.updatePets(scored.pets);
  if (scored.activity.length > 0) {
    await drainWrites.addActivity(scored.activity);
    await drainWrites.moveMetrics(scored.activity);
  }
  if (feeder.entries().length > 0) await drainWrites.insertEntries(feeder.entries());
  if (feeder.progress().length > 0) await drainWrites.writeProgress(feeder.progress(), now);

  await fanOut(stores, rows, deps.providers, deps.newId);
  const fresh = new Set(events.map((event) => event.id));
  const finished = drafted.map((row) => finishedOf(row, fresh));
  await drainClaims.finish(finished, now);

  const heard = lastHeard(rows);
  if (heard.size > 0) await drainWrites.markHeard(heard);
  const proposals = drafted.flatMap(({ normalised }) => (normalised.proposal ? [normalised.proposal] : []));
  if (proposals.length > 0) {
    await drainWrites.verify(proposals, now);
    await drainWrites.replayForAccount(proposals.map((proposal) => proposal.connectionId));
  }
  deps.trace('before-commit');

  const count = (status: FinishedRow['status']) => finished.filter((row) => row.status === status).length;
  return {
    claimed: rows.length,
    busy,
    processed: count('processed'),
    ignored: count('ignored'),
    failed: count('failed'),
    events: events.length,
    users,
  };
};
