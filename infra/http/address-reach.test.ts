import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachOfAddress, type AddressReach } from './address-reach.ts';

/** Both ends of each range, and their neighbours. */
const addresses: Readonly<Record<AddressReach, readonly string[]>> = {
  loopback: ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1'],
  private: [
    ...['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
    ...['100.64.0.0', '100.127.255.255', 'fc00::', 'fdff:ffff::1'],
  ],
  public: [
    ...['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
    ...['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '191.255.255.255', '192.0.1.0'],
    ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255'],
    ...['2000::1', '2001:200::1', '2606:4700::1111', '2a00:1450:4001::1', '3ffe::1'],
  ],
  never: [
    ...['0.0.0.0', '0.255.255.255', '169.254.0.1', '169.254.169.254', '192.0.0.8', '192.0.2.1', '192.88.99.1'],
    ...['198.18.0.0', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
    ...['255.255.255.255', '100.100.100.200', '168.63.129.16'],
    ...['::', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '100::1'],
    ...['1fff::1', '4000::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001::1', '2001:1ff::1', '2001:db8::1'],
    ...['2002:7f00:1::1', '3fff::1', 'fd00:ec2::254', 'fd20:ce::254'],
    ...['', 'localhost', '127.0.0.1.', '0x7f.1', '127.1', '1.2.3.4/8'],
  ],
};

test.each(Object.entries(addresses).flatMap(([reach, list]) => list.map((address) => [address, reach])))(
  '%s is %s',
  (address, reach) => expect(reachOfAddress(address ?? '')).toBe(reach),
);

test('an IPv4 address inside an IPv6 one is never reached, whatever it is', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(reachOfAddress(`::ffff:${address}`)).toBe('never');
      expect(reachOfAddress(`::${address}`)).toBe('never');
    }),
    { numRuns: 2000 },
  );
});
