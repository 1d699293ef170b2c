import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyring, parseKeys } from './keyring.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64url')}`;
let now = '2026-03-02T09:00:00.000Z';
const clock = { now: () => now };
const ring = createKeyring(key('a', 1), clock);
const place = { table: 'integrations', column: 'webhook_secret_encrypted', row: 'r1', user: 'u1' };

test('what was sealed opens again, whatever it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (plain) => {
      expect(await ring.open(await ring.seal(plain, place), place)).toBe(plain);
    }),
    { numRuns: 1000 },
  );
});

test.each(['table', 'column', 'row', 'user'] as const)('a secret moved to another %s does not open', async (part) => {
  const sealed = await ring.seal('s3cret', place);
  await expect(ring.open(sealed, { ...place, [part]: 'other' })).rejects.toThrow();
});

test('a changed byte does not open', async () => {
  const sealed = JSON.parse((await ring.seal('s3cret', place)).toString()) as { ciphertext: string };
  sealed.ciphertext = sealed.ciphertext.startsWith('A')
    ? `B${sealed.ciphertext.slice(1)}`
    : `A${sealed.ciphertext.slice(1)}`;
  await expect(ring.open(Buffer.from(JSON.stringify(sealed)), place)).rejects.toThrow();
});

test('after a rotation the old key still opens, and new secrets name the new one', async () => {
  const sealed = await ring.seal('s3cret', place);
  const rotated = createKeyring(`${key('b', 2)},${key('a', 1)}`, clock);
  expect(await rotated.open(sealed, place)).toBe('s3cret');
  const onlyNew = createKeyring(key('b', 2), clock);
  expect(await onlyNew.open(await rotated.seal('again', place), place)).toBe('again');
  await expect(onlyNew.open(sealed, place)).rejects.toThrow(/key a/);
});

test('a token opens for its purpose and until it ends', async () => {
  const token = await ring.sealToken({ user: 'u1' }, 'reset', 60);
  expect(await ring.openToken(token, 'reset')).toMatchObject({ user: 'u1' });
  expect(await ring.openToken(token, 'sign-in')).toBeNull();
  expect(await ring.openToken(`${token}x`, 'reset')).toBeNull();
  now = '2026-03-02T09:01:01.000Z';
  expect(await ring.openToken(token, 'reset')).toBeNull();
});

test.each(['', 'a', 'a:short', `${key('a', 1)},${key('a', 2)}`, `${key('a', 1)}:x`])(
  'faulty keys are refused: %s',
  (text) => {
    expect(() => parseKeys(text)).toThrow(/PAWGRESS_KEYS/);
  },
);
