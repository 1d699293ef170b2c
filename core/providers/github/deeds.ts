/**
 * What a delivery tells of: deeds, each with its doer. One reading serves scoring (whose deed is it), the search for
 * members of a shared hook, and cutting a payload to one member. The table of spec 8.2, row by row. Pure.
 */
import type { EventDraft, JsonObject } from '../../domain/event.ts';
import type { Party } from '../provider.ts';
import { Commit, Issue, PullRequest, Push, Release, Review, type Repository, type User } from './payloads.ts';

export interface Deed {
  readonly doer: Party;
  /** Its time is as GitHub wrote it, or missing. */
  readonly draft: Omit<EventDraft, 'occurredAt'> & { readonly occurredAt: string | null | undefined };
}

/** Deeds, or the sentence for the user that says why there are none. */
export type Told = { readonly deeds: readonly Deed[]; readonly left: readonly string[] } | { readonly nothing: string };

const nothing = (reason: string): Told => ({ nothing: reason });
const MALFORMED = 'GitHub sent this event in a form Pawgress cannot read.';
const TITLE_MAX = 200;
const NAME_MAX = 255;

/** At most so many characters; never half of one, which the database refuses. */
const clipped = (text: string, max: number): string =>
  text.length <= max
    ? text
    : Array.from(text.slice(0, 2 * max))
        .slice(0, max)
        .join('');

export const isBot = (user: { readonly login: string; readonly type?: string | null | undefined }): boolean =>
  user.type === 'Bot' || user.login.toLowerCase().endsWith('[bot]');

const partyOf = (user: User): Party => ({ id: user.id, login: user.login, email: null });

/** Where it happened. What was written in a private repository stays there: of those no title is kept. */
const placeOf = (repository: Repository, title?: string | null): JsonObject => {
  const place = { repository: clipped(repository.full_name, NAME_MAX) };
  const said = repository.private === false ? (title?.trim() ?? '') : '';
  return said === '' ? place : { ...place, title: clipped(said, TITLE_MAX) };
};

/** `review_requested` → `review requested`; what is no plain word is not repeated to the user. */
const worded = (said: string, otherwise = 'changed'): string =>
  /^[a-z_]{1,40}$/.test(said) ? said.replaceAll('_', ' ') : otherwise;

const single = (doer: User | null | undefined, draft: Omit<Deed['draft'], 'value'>): Told => {
  if (doer == null) return nothing('GitHub does not say who did this.');
  if (isBot(doer)) return nothing('A bot did this. Bots do not feed the pet.');
  return { deeds: [{ doer: partyOf(doer), draft: { ...draft, value: '1' } }], left: [] };
};

const HEADS = 'refs/heads/';

const pushed = (payload: unknown): Told => {
  const parsed = Push.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { ref, deleted, forced, commits, repository } = parsed.data;
  if (ref.startsWith('refs/tags/')) return nothing('A tag was pushed. Tags do not feed the pet, releases do.');
  if (!ref.startsWith(HEADS)) return nothing('This push is not to a branch.');
  if (deleted) return nothing('A branch was deleted.');
  if (forced) return nothing('A forced push rewrites history, so its commits are not counted again.');
  const branch = ref.slice(HEADS.length);
  const read = commits.map((given) => commitOf(given, branch, repository));
  const deeds = read.filter((commit) => typeof commit !== 'string');
  const left = read.filter((commit) => typeof commit === 'string');
  return deeds.length > 0 ? { deeds, left } : nothing(left[0] ?? 'No commit came with this push.');
};

/** The deed, or why it is none. */
const commitOf = (given: unknown, branch: string, repository: Repository): Deed | string => {
  const commit = Commit.safeParse(given);
  if (!commit.success) return 'One commit came in a form Pawgress cannot read.';
  if (commit.data.distinct === false) return 'Commits that were pushed before do not count again.';
  if (commit.data.committer?.username?.toLowerCase() === 'web-flow') {
    return 'Commits that GitHub made itself, such as merges on its page, do not count.';
  }
  return commitDeed(commit.data, branch, repository);
};

const commitDeed = ({ id, timestamp, message, author }: Commit, branch: string, repository: Repository): Deed => ({
  doer: { id: null, login: author.username ?? null, email: author.email?.toLowerCase() ?? null },
  draft: {
    type: 'commit.push',
    value: '1',
    occurredAt: timestamp,
    // Without the repository: forks share commits.
    dedupeKey: `gh:commit:${id.toLowerCase()}`,
    meta: {
      ...placeOf(repository, message?.split('\n', 1)[0]),
      branch: clipped(branch, NAME_MAX),
      sha: id.slice(0, 7),
    },
  },
});

const pullRequest = (payload: unknown): Told => {
  const parsed = PullRequest.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, pull_request: pull, repository } = parsed.data;
  const meta = { ...placeOf(repository, pull.title), number: pull.number };
  if (action === 'opened') {
    const dedupeKey = `gh:pr:${pull.id}:opened`;
    return single(pull.user, { type: 'pull_request.opened', occurredAt: pull.created_at, dedupeKey, meta });
  }
  if (action === 'closed' && pull.merged) {
    // The author earns it, not who pressed the button.
    const dedupeKey = `gh:pr:${pull.id}:merged`;
    return single(pull.user, { type: 'pull_request.merged', occurredAt: pull.merged_at, dedupeKey, meta });
  }
  if (action === 'closed') return nothing('The pull request was closed without a merge.');
  return nothing(`A pull request was ${worded(action)}. Opening and merging one count.`);
};

const review = (payload: unknown): Told => {
  const parsed = Review.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, review: given, pull_request: pull, repository } = parsed.data;
  if (action !== 'submitted') return nothing(`A review was ${worded(action)}. Submitting one counts.`);
  if (given.user && given.user.id === pull.user?.id)
    return nothing('A review of one’s own pull request does not count.');
  return single(given.user, {
    type: 'review.submitted',
    occurredAt: given.submitted_at,
    dedupeKey: `gh:review:${pull.id}`,
    meta: { ...placeOf(repository, pull.title), number: pull.number },
  });
};

const issue = (payload: unknown): Told => {
  const parsed = Issue.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, issue: given, sender, repository } = parsed.data;
  if (action !== 'closed') return nothing(`An issue was ${worded(action)}. Closing one as completed counts.`);
  if (given.state_reason != null && given.state_reason !== 'completed') {
    return nothing(`The issue was closed as ${worded(given.state_reason, 'not completed')}.`);
  }
  const [assignee, ...others] = given.assignees ?? [];
  return single(assignee && others.length === 0 ? assignee : sender, {
    type: 'issue.closed',
    occurredAt: given.closed_at,
    dedupeKey: `gh:issue:${given.id}:closed`,
    meta: { ...placeOf(repository, given.title), number: given.number },
  });
};

const release = (payload: unknown): Told => {
  const parsed = Release.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, release: given, repository } = parsed.data;
  if (action !== 'published') return nothing(`A release was ${worded(action)}. Publishing one counts.`);
  if (given.draft) return nothing('A draft is no release yet.');
  return single(given.author, {
    type: 'release.published',
    occurredAt: given.published_at,
    dedupeKey: `gh:release:${given.id}`,
    meta: {
      ...placeOf(repository, given.name),
      ...(given.tag_name != null && { tag: clipped(given.tag_name, NAME_MAX) }),
    },
  });
};

const readers: Readonly<Record<string, (payload: unknown) => Told>> = {
  push: pushed,
  pull_request: pullRequest,
  pull_request_review: review,
  issues: issue,
  release,
};

/** What a delivery of this event tells of. Never throws. */
export const deedsOf = (eventName: string | null, payload: unknown): Told => {
  const read = eventName !== null && Object.hasOwn(readers, eventName) ? readers[eventName] : undefined;
  return read
    ? read(payload)
    : nothing(`Events of the kind ${worded(eventName ?? '', 'unknown')} do not feed the pet.`);
};
