/** Raw rows → drafts of events and what is said of each row. Pure: everything it needs is passed in (spec 8.1, 8.2). */
import { DomainError } from '#core/domain/errors.ts';
import type { EventDraft, Instant } from '#core/domain/event.ts';
import type { Account, Normalised, Party, Provider } from '#core/providers/provider.ts';
import { NEEDS_ACCOUNT, type ClaimedRow, type FinishedRow } from '#infra/stores/drain/claim-store.ts';
import type { ConnectionRow, IdentityRow } from '#infra/stores/drain/context-store.ts';
import type { AccountProposal } from '#infra/stores/drain/write-store.ts';

export interface NormaliseContext {
  readonly providers: Readonly<Record<string, Provider>>;
  readonly connections: ReadonlyMap<string, ConnectionRow>;
  readonly identities: readonly IdentityRow[];
  readonly verifiedEmails: ReadonlyMap<string, readonly string[]>;
}

export interface NormalisedRow {
  readonly row: ClaimedRow;
  readonly finished: FinishedRow;
  readonly drafts: readonly EventDraft[];
  readonly proposal: AccountProposal | null;
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** When it happened, held within [received − 7 days, received] (spec 8.2). A time that cannot be read is the arrival. */
export const clampOccurredAt = (occurredAt: Instant, receivedAt: Instant): Instant => {
  const received = Date.parse(receivedAt);
  const occurred = Date.parse(occurredAt);
  if (Number.isNaN(occurred)) return receivedAt;
  return new Date(Math.min(Math.max(occurred, received - WEEK_MS), received)).toISOString();
};

const accountOfIdentity = (identity: IdentityRow, emails: readonly string[]): Account => ({
  id: identity.providerUserId,
  login: identity.username,
  verifiedEmails: emails,
});

/** Whose deeds count on a row: a derived row's own member, proven by sign-in; else the account of the connection. */
const accountOf = (row: ClaimedRow, context: NormaliseContext): Account | null => {
  if (row.userId === null) return null;
  const emails = context.verifiedEmails.get(row.userId) ?? [];
  if (row.isDerived) {
    const identity = context.identities.find((i) => i.userId === row.userId && i.provider === row.source);
    return identity ? accountOfIdentity(identity, emails) : null;
  }
  const connection = row.integrationId === null ? undefined : context.connections.get(row.integrationId);
  if (!connection || (connection.accountId === null && connection.login === null)) return null;
  return { id: connection.accountId, login: connection.login, verifiedEmails: emails };
};

const finish = (row: ClaimedRow, provider: Provider | null, outcome: Normalised): NormalisedRow => {
  const base = { id: row.id, normaliserVersion: provider?.normaliserVersion ?? null };
  if (outcome.status === 'processed') {
    const reason = outcome.skipped.length > 0 ? [...new Set(outcome.skipped)].join(' ') : null;
    return {
      row,
      finished: { ...base, status: 'processed', reason, note: null },
      drafts: outcome.events,
      proposal: null,
    };
  }
  const account = outcome.verified?.proposedAccount;
  const proposal =
    outcome.verified && row.integrationId !== null
      ? { connectionId: row.integrationId, accountId: account?.id ?? null, login: account?.login ?? null }
      : null;
  const note = outcome.needsAccount ? NEEDS_ACCOUNT : null;
  return { row, finished: { ...base, status: 'ignored', reason: outcome.reason, note }, drafts: [], proposal };
};

/**
 * Normalises one row. A `DomainError` means the payload is wrong and stays wrong: the row fails with its reason.
 * @throws every other error: the row is poison and the batch is split until it stands alone.
 */
export const normaliseRow = (row: ClaimedRow, context: NormaliseContext): NormalisedRow => {
  const provider = Object.hasOwn(context.providers, row.source) ? context.providers[row.source] : undefined;
  if (!provider) {
    return finish(row, null, { status: 'ignored', reason: `Pawgress does not know the source ${row.source}.` });
  }
  try {
    const outcome = provider.normalise({
      rawId: row.id,
      eventName: row.eventName,
      payload: row.payload,
      receivedAt: row.receivedAt,
      account: accountOf(row, context),
    });
    return finish(row, provider, outcome);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return failed(row, provider.normaliserVersion, error);
  }
};

/** The row that a `DomainError` leaves: failed at once, since trying again would end the same. */
export const failed = (row: ClaimedRow, normaliserVersion: number | null, error: DomainError): NormalisedRow => ({
  row,
  finished: { id: row.id, status: 'failed', reason: error.message, note: error.code, normaliserVersion },
  drafts: [],
  proposal: null,
});

/** Members other than the owner whose own deed the row tells of, each with the account they proved. */
export const membersOf = (
  parties: readonly Party[],
  named: readonly IdentityRow[],
  row: ClaimedRow,
  emails: ReadonlyMap<string, readonly string[]>,
): readonly { readonly userId: string; readonly account: Account }[] =>
  named
    .filter((identity) => identity.provider === row.source && identity.userId !== row.userId)
    .map((identity) => ({
      userId: identity.userId,
      account: accountOfIdentity(identity, emails.get(identity.userId) ?? []),
    }))
    .filter(({ account }) => parties.some((party) => isParty(party, account)));

const isParty = (party: Party, account: Account): boolean =>
  (party.id !== null && party.id === account.id) ||
  (party.login !== null && party.login.toLowerCase() === account.login?.toLowerCase()) ||
  (party.email !== null && account.verifiedEmails.includes(party.email.toLowerCase()));
