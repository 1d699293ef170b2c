import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, guessTokens, tokensUsed } from './cost.ts';

const PRICES = { inputPerMillion: '0.15', outputPerMillion: '0.60' };

test.each([
  [{ input: 0, output: 0 }, PRICES, '0.0000'],
  [{ input: 1, output: 0 }, PRICES, '0.0001'],
  [{ input: 1_000, output: 500 }, PRICES, '0.0005'],
  [{ input: 2_000, output: 500 }, PRICES, '0.0006'],
  [{ input: 1_000_000, output: 1_000_000 }, PRICES, '0.7500'],
  [{ input: 2_147_483_647, output: 2_147_483_647 }, { inputPerMillion: '900', outputPerMillion: '900' }, '999999.9999'],
  [{ input: 5, output: 5 }, null, null],
])('%o at %o costs %s', (tokens, prices, cost) => expect(costOf(tokens, prices)).toBe(cost));

test('it is the exact product, rounded up to four decimals', () => {
  const micro = fc.integer({ min: 0, max: 100_000_000 });
  const count = fc.integer({ min: 0, max: 1_000_000 });
  const price = (value: number) => (value / 1e6).toFixed(6);
  fc.assert(
    fc.property(micro, micro, count, count, (inPrice, outPrice, input, output) => {
      // 10^-12 USD: a millionth of a dollar for a million tokens.
      const exact = BigInt(inPrice) * BigInt(input) + BigInt(outPrice) * BigInt(output);
      const tenThousandths = (exact + 99_999_999n) / 100_000_000n;
      const cost = costOf({ input, output }, { inputPerMillion: price(inPrice), outputPerMillion: price(outPrice) });
      expect(BigInt(cost?.replace('.', '') ?? '-1')).toBe(tenThousandths);
    }),
    { numRuns: 2000 },
  );
});

test('a server that does not count is guessed, carefully', () => {
  const texts = { sent: 'x'.repeat(300), received: 'ü'.repeat(3) };
  expect(tokensUsed({ inputTokens: 7, outputTokens: null }, texts)).toEqual({ input: 7, output: 2 });
  expect(tokensUsed({ inputTokens: null, outputTokens: 0 }, texts)).toEqual({ input: 100, output: 0 });
  expect(guessTokens('')).toBe(0);
});
