import { sign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verify } from './verify.ts';

const SECRET = 'it is a secret to everybody';

test('takes what GitHub’s own library signed, whatever it says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (body) => {
      const headers = { 'x-hub-signature-256': await sign(SECRET, body) };
      expect(await verify({ body, headers, secret: SECRET })).toBe(true);
      expect(await verify({ body: `${body} `, headers, secret: SECRET })).toBe(false);
      expect(await verify({ body, headers, secret: 'another' })).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test.each([undefined, '', 'sha256=', 'sha256=00', 'sha1=abc', 'x'.repeat(10_000)])(
  'refuses the signature %s',
  async (signature) => {
    expect(await verify({ body: '{}', headers: { 'x-hub-signature-256': signature }, secret: SECRET })).toBe(false);
  },
);
