/** A believable month of one developer, as deliveries of GitHub. Pure: the same days give the same month. */

/** Whose work it is. */
export const DEMO_ACCOUNT = { id: 583231, login: 'octocat' } as const;

export interface DemoDelivery {
  /** Hour and minute of the day, UTC. */
  readonly hour: number;
  readonly minute: number;
  readonly event: string;
  readonly payload: object;
}

const user = { ...DEMO_ACCOUNT, type: 'User' };
const REPOSITORIES = ['api', 'garden-planner', 'dotfiles'] as const;
const repository = (name: string) => ({ name, full_name: `octocat/${name}`, private: false });

/** Numbers that look like chance and are not (mulberry32). */
const dice = (seed: number) => {
  let state = seed >>> 0;
  return (sides: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
};

const sha = (day: number, n: number): string => (0x51_00_00_00 + day * 1_000 + n).toString(16).padStart(40, 'a');

const push = (day: number, first: number, commits: number, repo: string, at: string): object => ({
  ref: 'refs/heads/main',
  deleted: false,
  forced: false,
  repository: repository(repo),
  sender: user,
  commits: Array.from({ length: commits }, (_, i) => ({
    id: sha(day, first + i),
    distinct: true,
    message: 'Make it clearer',
    timestamp: at,
    author: { username: user.login, email: 'octocat@example.org' },
    committer: { username: user.login },
  })),
});

const pull = (action: 'opened' | 'closed', number: number, at: string): object => ({
  action,
  repository: repository('api'),
  pull_request: {
    id: 900_000 + number,
    number,
    title: 'Say why a number moved',
    user,
    merged: action === 'closed',
    merged_at: action === 'closed' ? at : null,
    created_at: at,
  },
});

const review = (number: number, at: string): object => ({
  action: 'submitted',
  repository: repository('garden-planner'),
  review: { user, submitted_at: at },
  pull_request: {
    id: 700_000 + number,
    number,
    title: 'Water the tomatoes',
    user: { id: 99, login: 'mia', type: 'User' },
  },
});

const issue = (number: number, at: string): object => ({
  action: 'closed',
  repository: repository('api'),
  sender: user,
  issue: {
    id: 500_000 + number,
    number,
    title: 'The clock is an hour off',
    state_reason: 'completed',
    assignees: [user],
    closed_at: at,
  },
});

const release = (number: number, at: string): object => ({
  action: 'published',
  repository: repository('api'),
  release: {
    id: 300_000 + number,
    tag_name: `v1.${number}.0`,
    name: `1.${number}`,
    draft: false,
    published_at: at,
    author: user,
  },
});

/** Days of rest in the middle of the month, as people have them. */
const isAway = (day: number): boolean => day >= 17 && day <= 19;

/** What arrives on day `day` (1 is the first) whose calendar date is `date`. */
export const deliveriesOf = (day: number, date: string): readonly DemoDelivery[] => {
  if (isAway(day)) return [];
  const roll = dice(day * 7_919);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const deliveries: DemoDelivery[] = [];
  const add = (hour: number, event: string, payloadAt: (at: string) => object): void => {
    const minute = roll(60);
    const at = `${date}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
    deliveries.push({ hour, minute, event, payload: payloadAt(at) });
  };
  const pushes = isWeekend ? roll(2) : 1 + roll(3);
  let commits = 0;
  for (let i = 0; i < pushes; i += 1) {
    const [many, repo] = [1 + roll(3), REPOSITORIES[isWeekend ? 2 : roll(2)] ?? 'api'];
    const first = commits;
    commits += many;
    add(9 + 2 * i, 'push', (at) => push(day, first, many, repo, at));
  }
  if (!isWeekend && roll(3) === 0) add(10, 'pull_request', (at) => pull('opened', day, at));
  if (!isWeekend && roll(3) === 0) add(15, 'pull_request', (at) => pull('closed', day, at));
  if (!isWeekend && roll(2) === 0) add(11, 'pull_request_review', (at) => review(day, at));
  if (roll(4) === 0) add(14, 'issues', (at) => issue(day, at));
  if (day % 13 === 0) add(16, 'release', (at) => release(day, at));
  if (roll(5) === 0) add(12, 'star', () => ({ action: 'created', repository: repository('api'), sender: user }));
  return deliveries.sort((a, b) => a.hour - b.hour || a.minute - b.minute);
};
