/** Every endpoint by its id: what the server mounts, the client calls and `docs/openapi.json` is made from. */
import * as account from './account.ts';
import * as categories from './categories.ts';
import * as goalProgress from './goal-progress.ts';
import * as goals from './goals.ts';
import * as habits from './habits.ts';
import * as insight from './insight.ts';
import * as integrations from './integrations.ts';
import * as moments from './moments.ts';
import * as operations from './operations.ts';
import * as pets from './pets.ts';
import * as today from './today.ts';
import * as training from './training.ts';
import * as trackers from './trackers.ts';
import type { EndpointShape } from './endpoint.ts';

const isEndpoint = (v: unknown): v is EndpointShape =>
  typeof v === 'object' && v !== null && 'method' in v && 'path' in v && 'access' in v;

/** All endpoints, in the order of the documentation. */
export const endpoints: readonly EndpointShape[] = [
  account,
  pets,
  integrations,
  today,
  habits,
  goals,
  goalProgress,
  trackers,
  moments,
  training,
  categories,
  insight,
  operations,
].flatMap((area) => Object.values(area as Record<string, unknown>).filter(isEndpoint));
