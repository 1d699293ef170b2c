/** A delivery on a shared hook also feeds other members whose account was proven by sign-in (architecture 6). */
import type { Party, Provider } from '#core/providers/provider.ts';
import type { ClaimedRow } from '#infra/stores/drain/claim-store.ts';
import type { SystemStores } from '#infra/stores/registry.ts';
import { membersOf } from './normalise-rows.ts';

type Stores = Pick<SystemStores, 'drainClaims' | 'drainContext'>;

interface Told {
  readonly row: ClaimedRow;
  readonly provider: Provider;
  readonly parties: readonly Party[];
}

const present = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((v) => v !== null))];

/**
 * Writes each member named in these rows a raw row of their own, cut to their own part. They are processed by a later
 * batch, under that member's lock. Derived rows tell of nobody else.
 */
export const fanOut = async (
  stores: Stores,
  rows: readonly ClaimedRow[],
  providers: Readonly<Record<string, Provider>>,
  newId: () => string,
): Promise<number> => {
  const told: Told[] = rows.flatMap((row) => {
    const provider = row.isDerived || row.integrationId === null ? undefined : providers[row.source];
    const parties = provider?.parties(row.eventName, row.payload) ?? [];
    return provider && parties.length > 0 ? [{ row, provider, parties }] : [];
  });
  const derived: { id: string; userId: string; from: string; payload: ReturnType<Provider['cut']> }[] = [];
  for (const source of new Set(told.map(({ provider }) => provider.id))) {
    const group = told.filter(({ provider }) => provider.id === source);
    const parties = group.flatMap((one) => one.parties);
    const named = await stores.drainContext.membersNamed(source, {
      ids: present(parties.map((party) => party.id)),
      logins: present(parties.map((party) => party.login?.toLowerCase() ?? null)),
      emails: present(parties.map((party) => party.email?.toLowerCase() ?? null)),
    });
    if (named.length === 0) continue;
    const emails = await stores.drainContext.verifiedEmails(present(named.map((identity) => identity.userId)));
    for (const { row, provider, parties: own } of group) {
      for (const member of membersOf(own, named, row, emails)) {
        const payload = provider.cut(row.eventName, row.payload, member.account);
        derived.push({ id: newId(), userId: member.userId, from: row.id, payload });
      }
    }
  }
  if (derived.length > 0) await stores.drainClaims.insertDerived(derived);
  return derived.length;
};
