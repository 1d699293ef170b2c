/**
 * What a delivery tells of: deeds, each with its doer. One reading serves scoring (whose deed is it), the search for
 * members of a shared hook, and cutting a payload to one member. The table of spec 8.2, row by row. Pure.
 */
import type { EventDraft, Instant, JsonObject } from '../../domain/event.ts';
import type { Party } from '../provider.ts';
import { Commit, Issue, PullRequest, Push, Release, Review, type Repository, type User } from './payloads.ts';

export interface Deed {
  readonly doer: Party;
  readonly draft: EventDraft;
}

/** Deeds, or the sentence for the user that says why there are none. */
export type Told = { readonly deeds: readonly Deed[]; readonly left: readonly string[] } | { readonly nothing: string };

const nothing = (reason: string): Told => ({ nothing: reason });
const MALFORMED = 'GitHub sent this event in a form Pawgress cannot read.';
const TITLE_MAX = 200;

export const isBot = (user: { readonly login: string; readonly type?: string | null | undefined }): boolean =>
  user.type === 'Bot' || user.login.toLowerCase().endsWith('[bot]');

const partyOf = (user: User): Party => ({ id: user.id, login: user.login, email: null });

const titled = (title: string | null | undefined): JsonObject =>
  title == null || title.trim() === '' ? {} : { title: title.trim().slice(0, TITLE_MAX) };

const placeOf = (repository: Repository): JsonObject => ({ repository: repository.full_name });

const single = (
  doer: User | null | undefined,
  draft: Omit<EventDraft, 'value' | 'occurredAt'> & { readonly occurredAt: Instant | null | undefined },
): Told => {
  if (doer == null) return nothing('GitHub does not say who did this.');
  if (isBot(doer)) return nothing('A bot did this. Bots do not feed the pet.');
  const occurredAt = draft.occurredAt ?? '';
  return { deeds: [{ doer: partyOf(doer), draft: { ...draft, value: '1', occurredAt } }], left: [] };
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
  if (commit.data.distinct !== true) return 'Commits that were pushed before do not count again.';
  if (commit.data.committer?.username === 'web-flow') {
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
      ...placeOf(repository),
      branch,
      sha: id.slice(0, 7),
      // What was written in a private repository stays there.
      ...(repository.private === false && titled(message?.split('\n')[0])),
    },
  },
});

const pullRequest = (payload: unknown): Told => {
  const parsed = PullRequest.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, pull_request: pull, repository } = parsed.data;
  const meta = { ...placeOf(repository), number: pull.number, ...titled(pull.title) };
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
  return nothing(`A pull request was ${action.replaceAll('_', ' ')}. Opening and merging one count.`);
};

const review = (payload: unknown): Told => {
  const parsed = Review.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, review: given, pull_request: pull, repository } = parsed.data;
  if (action !== 'submitted') return nothing(`A review was ${action}. Submitting one counts.`);
  if (given.user && given.user.id === pull.user?.id)
    return nothing('A review of one’s own pull request does not count.');
  return single(given.user, {
    type: 'review.submitted',
    occurredAt: given.submitted_at,
    dedupeKey: `gh:review:${pull.id}`,
    meta: { ...placeOf(repository), number: pull.number, ...titled(pull.title) },
  });
};

const issue = (payload: unknown): Told => {
  const parsed = Issue.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, issue: given, sender, repository } = parsed.data;
  if (action !== 'closed')
    return nothing(`An issue was ${action.replaceAll('_', ' ')}. Closing one as completed counts.`);
  if (given.state_reason != null && given.state_reason !== 'completed') {
    return nothing(`The issue was closed as ${given.state_reason.replaceAll('_', ' ')}.`);
  }
  const [assignee, ...others] = given.assignees ?? [];
  return single(assignee && others.length === 0 ? assignee : sender, {
    type: 'issue.closed',
    occurredAt: given.closed_at,
    dedupeKey: `gh:issue:${given.id}:closed`,
    meta: { ...placeOf(repository), number: given.number, ...titled(given.title) },
  });
};

const release = (payload: unknown): Told => {
  const parsed = Release.safeParse(payload);
  if (!parsed.success) return nothing(MALFORMED);
  const { action, release: given, repository } = parsed.data;
  if (action !== 'published') return nothing(`A release was ${action}. Publishing one counts.`);
  if (given.draft) return nothing('A draft is no release yet.');
  return single(given.author, {
    type: 'release.published',
    occurredAt: given.published_at,
    dedupeKey: `gh:release:${given.id}`,
    meta: { ...placeOf(repository), ...(given.tag_name != null && { tag: given.tag_name }), ...titled(given.name) },
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
  return read ? read(payload) : nothing(`Events of the kind ${eventName ?? 'unknown'} do not feed the pet.`);
};
