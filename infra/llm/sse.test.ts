import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventData } from './sse.ts';

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let [at, turn] = [0, 0];
  while (at < bytes.length) {
    await Promise.resolve();
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    [at, turn] = [at + size, turn + 1];
  }
}

const collect = async (text: string, sizes: readonly number[] = [1_000]): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const data of eventData(inPieces(new TextEncoder().encode(text), sizes))) found.push(data);
  return found;
};

test.each([
  ['one', 'data: a\n\n', ['a']],
  ['without a blank', 'data:a\n\n', ['a']],
  ['with two blanks, of which one is data', 'data:  a\n\n', [' a']],
  ['of several lines', 'data: a\ndata: b\n\n', ['a\nb']],
  ['with other fields and comments', ': hi\nevent: x\nid: 1\ndata: a\nretry: 5\n\n', ['a']],
  ['without data', 'event: x\n\ndata: b\n\n', ['b']],
  ['without an end', 'data: a\n\ndata: b', ['a', 'b']],
  ['with an empty text', 'data:\n\n', ['']],
  ['none', '', []],
])('an event %s', async (_what, text, expected) => expect(await collect(text)).toEqual(expected));

test('whatever pieces the bytes come in and however lines end, the data are the same', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
  const lines = fc.array(line, { minLength: 1, maxLength: 3 });
  const comment = fc.constantFrom('', ': keep-alive');
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(lines, comment)), end, sizes, async (events, eol, pieces) => {
      const text = events
        .map(
          ([data, extra]) =>
            (extra === '' ? '' : extra + eol + eol) + data.map((one) => `data: ${one}${eol}`).join('') + eol,
        )
        .join('');
      expect(await collect(text, pieces)).toEqual(events.map(([data]) => data.join('\n')));
    }),
    { numRuns: 2000 },
  );
});
