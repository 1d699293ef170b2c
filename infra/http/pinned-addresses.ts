/** From the name in an address to the IP addresses that may be asked. */
import { isIP } from 'node:net';
import { reachOfAddress, type AddressReach } from './address-reach.ts';
import { OutboundError } from './outbound-error.ts';

/** What may be reached besides public addresses, and then without TLS too. */
export type OwnReach = Extract<AddressReach, 'private' | 'loopback'>;

export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name, as the machine's resolver gives them. @throws what the resolver throws */
export type ResolveName = (host: string) => Promise<readonly { readonly address: string }[]>;

const pinned = (address: string): PinnedAddress => ({ address, family: isIP(address) === 6 ? 6 : 4 });

/** The name or IP address in a URL, an IPv6 one without its brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** @throws {OutboundError} `refused` */
const assertForm = (url: URL, own: readonly OwnReach[]): void => {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && own.length > 0)) {
    throw new OutboundError('refused', `${url.protocol}// is not used for requests to others; use https://`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutboundError('refused', `the address of ${url.host} carries a name or password; leave them out`);
  }
};

/**
 * The addresses of `url` that may be reached; at least one. Without TLS only own ones. They are to be connected to as they
 * are: a name that is asked a second time may point elsewhere.
 * @throws {OutboundError} `refused` when there is none; what `resolve` throws
 */
export const pinAddresses = async (
  url: URL,
  own: readonly OwnReach[],
  resolve: ResolveName,
): Promise<readonly [PinnedAddress, ...PinnedAddress[]]> => {
  assertForm(url, own);
  const host = hostOf(url);
  const all = isIP(host) ? [host] : (await resolve(host)).map(({ address }) => address);
  const allowed = new Set<AddressReach>(url.protocol === 'https:' ? ['public', ...own] : own);
  const [first, ...others] = all.filter((address) => allowed.has(reachOfAddress(address))).map(pinned);
  if (first) return [first, ...others];
  throw new OutboundError(
    'refused',
    url.protocol === 'http:' && all.some((address) => reachOfAddress(address) === 'public')
      ? `${url.host} is on the internet, so it needs https://`
      : `${url.host} is not at an address that may be reached from here`,
  );
};
