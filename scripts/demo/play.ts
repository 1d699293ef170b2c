/** Plays the demo's month through the public API, on a server whose clock it may set. */
import { sign } from '@octokit/webhooks-methods';
import { setsOf, TRAINING_DAY, trainingGoal, walksOf } from './dog.ts';
import { beginnings, savings, stepsOf, type DemoStep } from './everyday.ts';
import { DEMO_ACCOUNT, deliveriesOf } from './month.ts';

export const DEMO_SIGN_IN = { email: 'demo@pawgress.example', password: 'woof woof woof' } as const;
const DAYS = 30;
const DAY_MS = 86_400_000;

export interface DemoStage {
  /** `http://host:port` */
  readonly url: string;
  /** Sets the clock of server and workers; instants go forward only. */
  readonly setNow: (instant: string) => void;
  /** Resolves when nothing that was delivered waits any more. */
  readonly settled: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A browser's worth of one signed-in person. */
const createPerson = (url: string) => {
  let cookie = '';
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(body && { 'content-type': 'application/json' }),
        ...(cookie !== '' && { cookie }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    const answer = { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return answer;
  };
};

const deliver = async (hook: { url: string; secret: string }, id: string, event: string, payload: object) => {
  const body = JSON.stringify(payload);
  const response = await fetch(hook.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': await sign(hook.secret, body),
    },
    body,
  });
  if (!response.ok) throw new Error(`the delivery ${id} was answered with ${response.status}`);
};

/** Does steps as a person; `$name` in a path or body becomes the id that was kept under that name. */
const createHands = (person: ReturnType<typeof createPerson>) => {
  const ids = new Map<string, string>();
  const named = (text: string): string =>
    text.replace(/\$(\w+)/g, (_, name: string) => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`the demo has nothing called ${name}`);
      return id;
    });
  return async ({ method, path, body, as }: DemoStep): Promise<void> => {
    const { body: made } = await person(method, named(path), JSON.parse(named(JSON.stringify(body))) as object);
    if (as !== undefined) ids.set(as, String(made['id']));
  };
};

interface Step {
  readonly id: string;
  readonly status: string;
}

/** A bad moment is refused by itself, and the call still answers 200. */
const note = async (person: ReturnType<typeof createPerson>, events: readonly object[]): Promise<void> => {
  const { body } = await person('POST', '/v1/events/batch', { events });
  const refused = (body['results'] as readonly { readonly status: string }[]).filter(
    ({ status }) => status === 'rejected',
  );
  if (refused.length > 0) throw new Error(`moments were refused: ${JSON.stringify(refused)}`);
};

/** Trains the step that is on, set after set: a pass may end it and begin the next. */
const train = async (person: ReturnType<typeof createPerson>, goalId: string, day: number): Promise<void> => {
  for (const [index, outcome] of setsOf(day).entries()) {
    const { body } = await person('GET', `/v1/goals/${goalId}/steps`);
    const step = (body['items'] as readonly Step[]).find(({ status }) => status === 'in_progress');
    if (!step) return;
    const set = { outcome, duration_seconds: 180, client_attempt_id: `demo-set-${day}-${index}` };
    await person('POST', `/v1/goal-steps/${step.id}/attempt`, set);
  }
};

const FIRST_STEP_HOUR = 7;
const AHEAD_DAYS = 120;

/**
 * A month that ends at `now`, with today played up to it. `say` hears of each day.
 * @throws {Error} when the server refuses something.
 */
export const playMonth = async (
  stage: DemoStage,
  now: string,
  say: (day: number, of: number) => void,
): Promise<void> => {
  const { url, setNow, settled } = stage;
  const end = Date.parse(now);
  const dateOf = (day: number): string => new Date(end - (DAYS - day) * DAY_MS).toISOString().slice(0, 10);
  setNow(`${dateOf(1)}T07:00:00.000Z`);
  let person = createPerson(url);
  await person('POST', '/v1/auth/register', { ...DEMO_SIGN_IN, display_name: 'Ada', timezone: 'UTC' });
  await person('POST', '/v1/pets', { name: 'Biscuit', species: 'dog', color: 'biscuit' });
  const { body } = await person('POST', '/v1/integrations', { provider: 'github', name: 'My repositories' });
  const hook = { url: `${url}${new URL(String(body['webhook_url'])).pathname}`, secret: String(body['secret']) };
  await deliver(hook, 'demo-ping', 'ping', {
    zen: 'Keep it logically awesome.',
    sender: { ...DEMO_ACCOUNT, type: 'User' },
  });
  await settled();
  const goals = [
    { title: 'A hundred and fifty commits', target_value: '150', event_filter: { types: ['commit.push'] } },
    { title: 'Twenty reviews for others', target_value: '20', event_filter: { types: ['review.submitted'] } },
    { title: 'Two releases', target_value: '2', event_filter: { types: ['release.published'] } },
  ];
  for (const goal of goals) await person('POST', '/v1/goals', { kind: 'event_count', ...goal });
  const hands = createHands(person);
  for (const step of beginnings) await hands(step);
  await hands(savings(new Date(end + AHEAD_DAYS * DAY_MS).toISOString().slice(0, 10)));

  let goalId = '';
  for (let day = 1; day <= DAYS; day += 1) {
    const date = dateOf(day);
    const morning = `${date}T${String(FIRST_STEP_HOUR).padStart(2, '0')}:30:00.000Z`;
    if (Date.parse(morning) <= end) {
      setNow(morning);
      for (const step of stepsOf(day, date)) await hands(step);
      await note(person, walksOf(day, date, dateOf(day - 1)));
      if (day === TRAINING_DAY) {
        goalId = String((await person('POST', '/v1/goals', trainingGoal)).body['id']);
        await person('POST', `/v1/goals/${goalId}/generate-steps`, { template_key: trainingGoal.template_key });
        await person('PATCH', `/v1/goals/${goalId}/activate`);
      }
      await train(person, goalId, day);
    }
    for (const [index, { hour, minute, event, payload }] of deliveriesOf(day, date).entries()) {
      const at = `${date}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:30.000Z`;
      if (Date.parse(at) > end) break;
      setNow(at);
      await deliver(hook, `demo-${day}-${index}`, event, payload);
    }
    await settled();
    say(day, DAYS);
  }
  // Sign-ins that nobody used for a fortnight are over: the demo's own begins today.
  setNow(now);
  person = createPerson(url);
  await person('POST', '/v1/auth/login', DEMO_SIGN_IN);
};
