/** GitHub push deliveries of 2 to 3 KB, 2.2 commits on average, signed. */
import { createHmac, randomBytes } from 'node:crypto';

/** Whose commits they are: every seeded connection knows this account. */
export const BENCH_LOGIN = 'ada-bench';

const filler = (index: number): string =>
  'Keep the reader close to the rule it reads about, and the rule close to its test. ' + index;

const commit = (sha: string, timestamp: string, index: number) => ({
  id: sha,

  distinct: true,
  message: `Say why the number moved, part ${index}\n\n${filler(index)}`,
  timestamp,
  url: `https://github.com/octo-org/pawgress/commit/${sha}`,
  author: { name: 'Ada Bench', email: 'ada@bench.example', username: BENCH_LOGIN },
  committer: { name: 'Ada Bench', email: 'ada@bench.example', username: BENCH_LOGIN },
  added: ['core/domain/pet/why.ts'],
  removed: [],
  modified: ['core/domain/pet/apply.ts', 'server/features/pets/pets.routes.ts'],
});

const owner = {
  login: 'octo-org',
  id: 6811672,
  node_id: 'MDEyOk9yZ2FuaXphdGlvbjY4MTE2NzI=',
  url: 'https://api.github.com/users/octo-org',
  html_url: 'https://github.com/octo-org',
  type: 'Organization',
};

const repository = {
  id: 17273051,
  name: 'pawgress',
  full_name: 'octo-org/pawgress',
  private: true,
  owner,
  html_url: 'https://github.com/octo-org/pawgress',
  description: 'A virtual pet that lives on real progress',
  url: 'https://github.com/octo-org/pawgress',
  created_at: 1390000000,
  updated_at: '2026-11-01T10:00:00Z',
  pushed_at: 1790000000,
  language: 'TypeScript',
  default_branch: 'main',
};

/** Commits of the n-th delivery: 1 to 4, 2.2 on average. */
export const commitsOf = (n: number): number => [1, 2, 2, 4, 1, 2, 3, 2, 1, 4][n % 10] ?? 1;

const SHA = 40;
const ZEROES = '0'.repeat(SHA);

/** The text of a push whose commit ids are zeroes, to be patched in place. */
const pushText = (commits: number, timestamp: string): string => {
  const list = Array.from({ length: commits }, (_, i) => commit(ZEROES, timestamp, i));
  return JSON.stringify({
    ref: 'refs/heads/main',
    before: 'f'.repeat(SHA),
    after: 'e'.repeat(SHA),
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: 'https://github.com/octo-org/pawgress/compare/ffffffffffff...eeeeeeeeeeee',
    commits: list,
    head_commit: { id: ZEROES, timestamp },
    repository,
    pusher: { name: BENCH_LOGIN, email: 'ada@bench.example' },
    sender: { login: BENCH_LOGIN, id: 583231, type: 'User', site_admin: false },
  });
};

const hexCounter = (n: number): string => n.toString(16).padStart(8, '0');

/** Makes bodies whose commits nobody pushed before. `timestamp`: ISO instant of all commits. */
export const createPushes = (timestamp: string) => {
  // Random once, counted from there: unique across runs and cheap.
  const prefix = randomBytes(16).toString('hex');
  let shas = 0;
  const shapes = [1, 2, 3, 4].map((commits) => {
    const text = pushText(commits, timestamp);
    const parts = text.split(`"id":"${ZEROES}"`);
    return { commits, parts };
  });
  return {
    /** The body of the n-th delivery. */
    body: (n: number): { readonly text: string; readonly commits: number } => {
      const shape = shapes[commitsOf(n) - 1] ?? { commits: 0, parts: [] };
      const first = shas;
      shas += shape.commits;
      // The head commit repeats the first one's id.
      const text = shape.parts.reduce((sum, part, i) => {
        const sha = prefix + hexCounter(first + ((i - 1) % shape.commits));
        return `${sum}"id":"${sha}"${part}`;
      });
      return { text, commits: shape.commits };
    },
  };
};

export type Pushes = ReturnType<typeof createPushes>;

/** Where a delivery goes. */
export interface Hook {
  readonly pathToken: string;
  readonly secret: string;
}

/** A request as bytes; `delivery` is the place of its 36-character delivery id. */
export interface RawRequest {
  readonly bytes: Buffer;
  readonly deliveryAt: number;
}

/** A complete HTTP request for a signed push. */
export const signedRequest = (hook: Hook, text: string): RawRequest => {
  const body = Buffer.from(text);
  const signature = createHmac('sha256', hook.secret).update(body).digest('hex');
  const head =
    `POST /webhooks/github/${hook.pathToken} HTTP/1.1\r\nHost: bench\r\nUser-Agent: GitHub-Hookshot/bench\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nX-GitHub-Event: push\r\n` +
    `X-Hub-Signature-256: sha256=${signature}\r\nX-GitHub-Delivery: `;
  const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(36, '0'), Buffer.from('\r\n\r\n'), body]);
  return { bytes, deliveryAt: Buffer.byteLength(head) };
};

/** Writes delivery id number `n` of a run into a request. */
export const nameDelivery = (request: RawRequest, run: string, n: number): void => {
  request.bytes.write(run + hexCounter(n), request.deliveryAt, 'latin1');
};

/** 28 characters that name a run, so that its delivery ids are its own. */
export const newRun = (): string => `${randomBytes(4).toString('hex')}-0000-4000-8000-0000`;
