import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Account } from '../provider.ts';
import { normalise } from './normalise.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const octocat: Account = { id: '583231', login: 'octocat', verifiedEmails: [] };
const mona: Account = { id: '8675309', login: 'mona', verifiedEmails: [] };

/** What each delivery gives each of the two: keys of events, or the reason. The file's name begins with its event. */
const expected: Readonly<Record<string, readonly [string[] | string, string[] | string]>> = {
  'ping.repository': ['GitHub’s ping arrived: the connection works.', 'GitHub’s ping arrived: the connection works.'],
  'push.mixed': [[`gh:commit:${'1a'.repeat(20)}`, `gh:commit:${'2b'.repeat(20)}`], [`gh:commit:${'3c'.repeat(20)}`]],
  'push.squash-merge': [/* by web-flow */ 'GitHub made itself', 'GitHub made itself'],
  'push.forced': ['forced push', 'forced push'],
  'push.tag': ['A tag was pushed', 'A tag was pushed'],
  'push.deleted': ['A branch was deleted', 'A branch was deleted'],
  'push.private': [[`gh:commit:${'7a'.repeat(20)}`], 'other people'],
  'pull_request.opened': [['gh:pr:1712345678:opened'], 'other people'],
  'pull_request.merged': [['gh:pr:1712345678:merged'], 'other people'],
  'pull_request.closed': ['without a merge', 'without a merge'],
  'pull_request.bot': ['A bot did this', 'A bot did this'],
  'pull_request_review.approved': [['gh:review:1712345678'], 'other people'],
  'pull_request_review.own': ['one’s own pull request', 'one’s own pull request'],
  'issues.closed': [['gh:issue:2099887766:closed'], 'other people'],
  'issues.closed-for-assignee': ['other people', ['gh:issue:2099887766:closed']],
  'issues.not-planned': ['closed as not planned', 'closed as not planned'],
  'release.published': [['gh:release:150123456'], 'other people'],
  'release.by-bot': ['A bot did this', 'A bot did this'],
};

test('every fixture is expected, and none is missing', () => {
  const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  expect(files.sort()).toEqual(Object.keys(expected).sort());
});

test.each(Object.entries(expected))('%s', (name, outcomes) => {
  const payload = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as unknown;
  for (const [index, account] of [octocat, mona].entries()) {
    const input = { eventName: name.split('.')[0] ?? null, payload, receivedAt: '2026-03-02T12:30:00.000Z', account };
    const result = normalise(input);
    const outcome = outcomes[index];
    if (Array.isArray(outcome)) {
      expect(result).toMatchObject({ status: 'processed' });
      if (result.status !== 'processed') continue;
      expect(result.events.map((event) => event.dedupeKey)).toEqual(outcome);
      for (const event of result.events) expect(event.occurredAt).toMatch(/^2026-03-0[12]T\d\d:\d\d:\d\d\.000Z$/);
    } else {
      expect(result.status === 'ignored' && result.reason).toContain(outcome);
    }
  }
});
