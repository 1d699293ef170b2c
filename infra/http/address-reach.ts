/**
 * Which addresses a request may go to (architecture 9). Only what is reachable from everywhere is public; what belongs to
 * this machine or its own network is told apart, and everything else is never reached: link-local addresses with the
 * metadata services of clouds, multicast, documentation, translated and reserved ranges (IANA's special-purpose registries).
 */
import { BlockList, isIP } from 'node:net';

/** `loopback` is this machine, `private` its own network. */
export type AddressReach = 'public' | 'private' | 'loopback' | 'never';

type Family = 'ipv4' | 'ipv6';

const rangesOf = (family: Family, ranges: readonly string[], list = new BlockList()): BlockList => {
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
};

const v4 = {
  loopback: rangesOf('ipv4', ['127.0.0.0/8']),
  private: rangesOf('ipv4', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']),
  // The last two are where Alibaba and Azure answer their own machines.
  never: rangesOf('ipv4', [
    ...['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15'],
    ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3', '100.100.100.200/32', '168.63.129.16/32'],
  ]),
};

const v6 = {
  loopback: rangesOf('ipv6', ['::1/128']),
  private: rangesOf('ipv6', ['fc00::/7']),
  global: rangesOf('ipv6', ['2000::/3']),
  // Inside the ranges above: protocol assignments, documentation, 6to4, and the metadata services of Amazon and Google.
  never: rangesOf('ipv6', [
    ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', 'fd00:ec2::254/128', 'fd20:ce::254/128'],
  ]),
};

/** Where an IP address lies; `never` for what is no address. An IPv4 address inside an IPv6 one counts as `never`. */
export const reachOfAddress = (address: string): AddressReach => {
  const [plain = ''] = address.split('%');
  switch (isIP(plain)) {
    case 4:
      if (v4.never.check(plain, 'ipv4')) return 'never';
      if (v4.loopback.check(plain, 'ipv4')) return 'loopback';
      return v4.private.check(plain, 'ipv4') ? 'private' : 'public';
    case 6:
      if (v6.never.check(plain, 'ipv6')) return 'never';
      if (v6.loopback.check(plain, 'ipv6')) return 'loopback';
      if (v6.private.check(plain, 'ipv6')) return 'private';
      return v6.global.check(plain, 'ipv6') ? 'public' : 'never';
    default:
      return 'never';
  }
};
