/** Whose deeds count, and what is said of the rest (spec 8.2). Pure. */
import type { EventDraft, Instant, JsonObject } from '../../domain/event.ts';
import type { Account, Normalised, NormaliseInput, Party } from '../provider.ts';
import { instantOr } from '../instant.ts';
import { deedsOf, isBot, type Deed } from './deeds.ts';
import { Ping } from './payloads.ts';

const NO_ACCOUNT =
  'This connection does not know your GitHub account yet. Name it on the Connections page, and this is counted.';
const OTHERS = 'Done by other people: their own connection counts it for them.';

const sameLogin = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase();

const NO_REPLY = /^(\d{1,20})\+[^@]*@users\.noreply\.github\.com$/;

/** `583231+octocat@users.noreply.github.com` belongs to the account with that id. */
const noReplyId = (email: string | null): string | null =>
  email === null ? null : (NO_REPLY.exec(email)?.[1] ?? null);

/** Ids decide where both have one; a login is only compared where one side has no id. */
export const belongsTo = (doer: Party, account: Account): boolean => {
  if (doer.id !== null && account.id !== null) return doer.id === account.id;
  if (sameLogin(doer.login, account.login)) return true;
  if (doer.email === null) return false;
  return account.verifiedEmails.includes(doer.email) || (account.id !== null && noReplyId(doer.email) === account.id);
};

const pinged = (payload: unknown): Normalised => {
  const sender = Ping.safeParse(payload).data?.sender;
  const proposedAccount =
    sender && !isBot(sender) && sender.type !== 'Organization'
      ? { id: sender.id, login: sender.login, verifiedEmails: [] }
      : null;
  return { status: 'ignored', reason: 'GitHub’s ping arrived: the connection works.', verified: { proposedAccount } };
};

const draftOf = ({ draft }: Deed, receivedAt: Instant): EventDraft => ({
  ...draft,
  occurredAt: instantOr(draft.occurredAt, receivedAt),
});

/** Never throws: what cannot be read or does not count is ignored with a sentence for the user. */
export const normalise = ({ eventName, payload, receivedAt, account }: Omit<NormaliseInput, 'rawId'>): Normalised => {
  if (eventName === 'ping') return pinged(payload);
  const told = deedsOf(eventName, payload);
  if ('nothing' in told) return { status: 'ignored', reason: told.nothing };
  if (account === null) return { status: 'ignored', reason: NO_ACCOUNT, needsAccount: true };
  if (account.login !== null && isBot({ login: account.login })) {
    return { status: 'ignored', reason: 'This connection speaks for a bot. Bots do not feed the pet.' };
  }
  const own = told.deeds.filter((deed) => belongsTo(deed.doer, account));
  const skipped = own.length < told.deeds.length ? [...told.left, OTHERS] : told.left;
  if (own.length === 0) return { status: 'ignored', reason: OTHERS };
  return { status: 'processed', events: own.map((deed) => draftOf(deed, receivedAt)), skipped };
};

/** Everybody whose deed it tells of. A no-reply address names its account by id. */
export const parties = (eventName: string | null, payload: unknown): readonly Party[] => {
  const told = deedsOf(eventName, payload);
  if ('nothing' in told) return [];
  return told.deeds.map(({ doer }) => ({ ...doer, id: doer.id ?? noReplyId(doer.email) }));
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A push without the commits of other people; every other event tells of one deed and stays whole. */
export const cut = (eventName: string | null, payload: unknown, account: Account): JsonObject => {
  if (!isObject(payload)) return {};
  if (eventName !== 'push' || !Array.isArray(payload['commits'])) return payload;
  const commits: readonly unknown[] = payload['commits'];
  const own = commits.filter((commit) => {
    const told = deedsOf('push', { ...payload, commits: [commit] });
    return !('nothing' in told) && told.deeds.some((deed) => belongsTo(deed.doer, account));
  });
  const { pusher: _person, head_commit: _commit, sender: _sender, ...rest } = payload;
  return { ...rest, commits: own };
};
