import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { githubExamples as all } from '../../../test/support/github-examples.ts';
import type { Account } from '../provider.ts';
import { cut, normalise, parties } from './normalise.ts';

const octocat: Account = { id: '583231', login: 'octocat', verifiedEmails: ['octo@example.org'] };
const user = { id: 583231, login: 'octocat', type: 'User' };
const other = { id: 7, login: 'mona', type: 'User' };
const bot = { id: 9, login: 'dependabot[bot]', type: 'Bot' };
const repository = { name: 'api', full_name: 'octo/api', private: false };
const privateRepository = { ...repository, private: true };
const AT = '2026-03-02T10:00:00Z';
const INSTANT = '2026-03-02T10:00:00.000Z';
const RECEIVED = '2026-03-02T12:00:00.000Z';

const commit = (over: object = {}) => ({
  id: 'a'.repeat(40),
  distinct: true,
  message: 'Add login\n\nwith details',
  timestamp: AT,
  author: { username: 'Octocat', email: 'who@example.org' },
  committer: { username: 'octocat' },
  ...over,
});
const push = (commits: object[], over: object = {}) => ({
  ref: 'refs/heads/main',
  deleted: false,
  forced: false,
  commits,
  repository,
  ...over,
});
const pull = (action: string, over: object = {}) => ({
  action,
  pull_request: {
    id: 11,
    number: 3,
    title: 'Add login',
    user,
    merged: false,
    merged_at: null,
    created_at: AT,
    ...over,
  },
  repository,
});
const review = (over: object = {}, author = other) => ({
  action: 'submitted',
  review: { user, submitted_at: AT, ...over },
  pull_request: { id: 11, number: 3, title: 'Add login', user: author },
  repository,
});
const issue = (over: object = {}, sender = user) => ({
  action: 'closed',
  issue: { id: 21, number: 4, title: 'Bug', state_reason: 'completed', assignees: [], closed_at: AT, ...over },
  sender,
  repository,
});
const release = (over: object = {}, action = 'published') => ({
  action,
  release: { id: 31, tag_name: 'v1.0.0', name: 'First', draft: false, published_at: AT, author: user, ...over },
  repository,
});

const run = (eventName: string, payload: unknown, account: Account | null = octocat) =>
  normalise({ eventName, payload, receivedAt: RECEIVED, account });

describe('what counts', () => {
  test.each([
    ['push', push([commit()]), 'commit.push', `gh:commit:${'a'.repeat(40)}`],
    [
      'push',
      push([commit({ author: { username: null, email: 'OCTO@example.org' } })]),
      'commit.push',
      `gh:commit:${'a'.repeat(40)}`,
    ],
    [
      'push',
      push([commit({ author: { email: '583231+octocat@users.noreply.github.com' } })]),
      'commit.push',
      `gh:commit:${'a'.repeat(40)}`,
    ],
    ['pull_request', pull('opened'), 'pull_request.opened', 'gh:pr:11:opened'],
    ['pull_request', pull('closed', { merged: true, merged_at: AT }), 'pull_request.merged', 'gh:pr:11:merged'],
    ['pull_request_review', review(), 'review.submitted', 'gh:review:11'],
    ['issues', issue(), 'issue.closed', 'gh:issue:21:closed'],
    ['issues', issue({ state_reason: null }), 'issue.closed', 'gh:issue:21:closed'],
    ['issues', issue({ assignees: [user] }, other), 'issue.closed', 'gh:issue:21:closed'],
    ['release', release(), 'release.published', 'gh:release:31'],
  ])('%s %#', (eventName, payload, type, dedupeKey) => {
    expect(run(eventName, payload)).toMatchObject({
      status: 'processed',
      events: [{ type, dedupeKey, value: '1', occurredAt: INSTANT, meta: { repository: 'octo/api' } }],
    });
  });

  test('a push counts each commit of the account, and says what it left out', () => {
    const shas = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(40));
    const result = run(
      'push',
      push([
        commit({ id: shas[0] }),
        commit({ id: shas[1] }),
        commit({ id: shas[2], distinct: false }),
        commit({ id: shas[3], committer: { username: 'web-flow' } }),
        commit({ id: shas[4], author: { username: 'mona', email: 'mona@example.org' } }),
      ]),
    );
    expect(result).toMatchObject({ status: 'processed' });
    if (result.status !== 'processed') return;
    expect(result.events.map((event) => event.dedupeKey)).toEqual([`gh:commit:${shas[0]}`, `gh:commit:${shas[1]}`]);
    expect(result.events[0]?.meta).toEqual({
      repository: 'octo/api',
      branch: 'main',
      sha: '1111111',
      title: 'Add login',
    });
    expect(result.skipped).toHaveLength(3);
  });

  test('a typed login without an id is compared as a login', () => {
    expect(run('pull_request', pull('opened'), { id: null, login: 'OctoCat', verifiedEmails: [] })).toMatchObject({
      status: 'processed',
    });
  });
});

describe('what is ignored, with a reason', () => {
  test.each([
    ['push', push([commit()], { forced: true }), /forced/],
    ['push', push([commit()], { deleted: true }), /deleted/],
    ['push', push([commit()], { ref: 'refs/tags/v1' }), /tag/i],
    ['push', push([commit()], { ref: 'refs/notes/x' }), /branch/],
    ['push', push([]), /No commit/],
    ['push', push([commit({ distinct: false })]), /before/],
    ['push', push([commit({ author: { username: 'mona' } })]), /other people/],
    ['pull_request', pull('closed'), /without a merge/],
    ['pull_request', pull('synchronize'), /synchronize/],
    ['pull_request', pull('opened', { user: other }), /other people/],
    ['pull_request', pull('opened', { user: bot }), /bot/i],
    ['pull_request_review', review({}, user), /own pull request/],
    ['pull_request_review', { ...review(), action: 'dismissed' }, /dismissed/],
    ['issues', issue({ state_reason: 'not_planned' }), /not planned/],
    ['issues', issue({ assignees: [other] }), /other people/],
    ['issues', issue({ assignees: [other, user] }, other), /other people/],
    ['issues', { ...issue(), action: 'opened' }, /opened/],
    ['release', release({ draft: true }), /draft/],
    ['release', release({}, 'created'), /created/],
    ['release', release({ author: other }), /other people/],
    ['star', { action: 'created' }, /star/],
    ['constructor', {}, /constructor/],
    ['push', null, /cannot read/],
    ['issues', [], /cannot read/],
  ])('%s %#', (eventName, payload, reason) => {
    const result = run(eventName, payload);
    expect(result.status).toBe('ignored');
    expect(result.status === 'ignored' ? result.reason : '').toMatch(reason);
  });

  test('a connection without an account keeps deeds for later', () => {
    expect(run('push', push([commit()]), null)).toMatchObject({ status: 'ignored', needsAccount: true });
    expect(run('star', {}, null)).not.toHaveProperty('needsAccount');
  });
  test('an account of a bot never scores', () => {
    expect(
      run('pull_request', pull('opened', { user: { ...bot, type: 'User' } }), {
        id: '9',
        login: 'dependabot[bot]',
        verifiedEmails: [],
      }).status,
    ).toBe('ignored');
  });
});

describe('what was written in a private repository stays there', () => {
  test.each([
    ['push', push([commit()])],
    ['pull_request', pull('opened')],
    ['pull_request_review', review()],
    ['issues', issue()],
    ['release', release()],
  ])('%s', (eventName, payload) => {
    const written = /Add login|Bug|First/;
    expect(JSON.stringify(run(eventName, payload))).toMatch(written);
    for (const kept of [privateRepository, { ...repository, private: undefined }]) {
      const result = run(eventName, { ...payload, repository: kept });
      expect(result).toMatchObject({ status: 'processed' });
      expect(JSON.stringify(result)).not.toMatch(written);
    }
  });
});

describe('what the database could not hold', () => {
  const metaOf = (title: string) => {
    const result = run('pull_request', pull('opened', { title }));
    return result.status === 'processed' ? result.events[0]?.meta : undefined;
  };
  test('a long title is cut between characters, never within one', () => {
    for (const before of ['', 'a', 'ab']) {
      const title = metaOf(before + '🐶'.repeat(300))?.['title'];
      expect(typeof title === 'string' && title.isWellFormed()).toBe(true);
      expect(Array.from(String(title))).toHaveLength(200);
    }
  });
  test('a time that cannot be read is the arrival', () => {
    for (const created_at of [null, 'soon', '2026-03-02T10:00:00', 12]) {
      const result = run('pull_request', pull('opened', { created_at }));
      if (result.status === 'processed') expect(result.events[0]?.occurredAt).toBe(RECEIVED);
      else expect(created_at).toBe(12);
    }
  });
  test('an action that is no word is not repeated to the user', () => {
    const result = run('issues', { ...issue(), action: '<b>'.repeat(1000) });
    expect(result).toMatchObject({
      status: 'ignored',
      reason: 'An issue was changed. Closing one as completed counts.',
    });
  });
});

describe('ping', () => {
  test('proves the connection and proposes who made the hook', () => {
    expect(run('ping', { zen: '', sender: user }, null)).toMatchObject({
      status: 'ignored',
      verified: { proposedAccount: { id: '583231', login: 'octocat' } },
    });
  });
  test.each([[undefined], [bot], [{ id: 1, login: 'acme', type: 'Organization' }], [{ id: 'x' }]])(
    'proposes nobody for %j',
    (sender) => {
      expect(run('ping', { sender }, null)).toMatchObject({ verified: { proposedAccount: null } });
    },
  );
});

describe('shared hooks', () => {
  const payload = push(
    [commit({ id: 'b'.repeat(40) }), commit({ author: { username: 'mona', email: 'Mona@example.org' } })],
    { sender: user, head_commit: commit() },
  );
  test('name everybody whose deed they tell of', () => {
    expect(parties('push', payload)).toEqual([
      { id: null, login: 'Octocat', email: 'who@example.org' },
      { id: null, login: 'mona', email: 'mona@example.org' },
    ]);
    expect(parties('star', {})).toEqual([]);
    const hidden = push([commit({ author: { email: '583231+octocat@users.noreply.github.com' } })]);
    expect(parties('push', hidden)).toMatchObject([{ id: '583231', login: null }]);
  });
  test('are cut to one member’s part, which scores as the whole does', () => {
    const mona: Account = { id: '7', login: 'mona', verifiedEmails: [] };
    const part = cut('push', payload, mona);
    expect(JSON.stringify(part)).not.toContain('Octocat');
    expect(run('push', part, mona)).toEqual({ ...run('push', payload, mona), skipped: [] });
  });
});

describe('GitHub’s own examples', () => {
  test('are read without an error, whoever the account is', () => {
    expect(all.length).toBeGreaterThan(250);
    const accounts: (Account | null)[] = [null, octocat, { id: '21031067', login: 'Codertocat', verifiedEmails: [] }];
    for (const { name, payload } of all) {
      for (const account of accounts) {
        const result = run(name, payload, account);
        if (result.status === 'ignored') expect(result.reason).toMatch(/\.$/);
        else expect(result.events.length).toBeGreaterThan(0);
        if (account) cut(name, payload, account);
      }
    }
  });
  test('some of them count for their author', () => {
    const counted = all.map(({ name, payload }) =>
      run(name, payload, { id: '21031067', login: 'Codertocat', verifiedEmails: [] }),
    );
    const types = new Set(
      counted.flatMap((result) => (result.status === 'processed' ? result.events.map((event) => event.type) : [])),
    );
    expect([...types].sort()).toEqual(['commit.push', 'pull_request.opened', 'release.published']);
  });
});

test('no JSON whatever makes it throw', () => {
  const names = fc.constantFrom(
    'push',
    'pull_request',
    'pull_request_review',
    'issues',
    'release',
    'ping',
    '__proto__',
  );
  fc.assert(
    fc.property(names, fc.jsonValue(), fc.boolean(), (eventName, payload, known) => {
      const result = run(eventName, payload, known ? octocat : null);
      expect(['processed', 'ignored']).toContain(result.status);
      cut(eventName, payload, octocat);
    }),
    { numRuns: 1000 },
  );
});

test('no single field, whatever it holds, makes it throw', () => {
  const good: readonly (readonly [string, object])[] = [
    ['push', push([commit(), commit()])],
    ['pull_request', pull('closed', { merged: true, merged_at: AT })],
    ['pull_request_review', review()],
    ['issues', issue({ assignees: [user] })],
    ['release', release()],
    ['ping', { sender: user }],
  ];
  /** Puts `value` in the place of the field that the numbers lead to. */
  const spoil = (node: unknown, path: readonly number[], value: unknown): unknown => {
    const [step, ...rest] = path;
    if (step === undefined || typeof node !== 'object' || node === null) return value;
    const entries = Object.entries(node);
    const spoiled = entries.map(([key, item], i) => [
      key,
      i === step % entries.length ? spoil(item, rest, value) : item,
    ]);
    return Array.isArray(node) ? spoiled.map(([, item]) => item) : (Object.fromEntries(spoiled) as unknown);
  };
  const paths = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom(...good), paths, fc.jsonValue(), ([eventName, payload], path, value) => {
      const spoiled = spoil(payload, path, value);
      const result = run(eventName, spoiled);
      if (result.status === 'ignored') expect(result.reason).toMatch(/\.$/);
      else for (const event of result.events) expect(event.occurredAt).toBe(new Date(event.occurredAt).toISOString());
      cut(eventName, spoiled, octocat);
      parties(eventName, spoiled);
    }),
    { numRuns: 2000 },
  );
});
