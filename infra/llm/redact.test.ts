import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LlmExchange } from './port.ts';
import { redactExchange, redactText } from './redact.ts';

const lengthOf = (text: string): number => [...text].length;

test.each([
  ['write to anna.berg+dog@mail.example.co.uk now', 'write to [e-mail] now'],
  ['Ärger@Straße.de, ok', '[e-mail], ok'],
  ['call +49 170 1234567 or (030) 123-4567', 'call +[number] or ([number]'],
  ['card 4111 1111 1111 1111', 'card [number]'],
  ['on 2026-11-28 at 10:00, 5 of 5, 15 m, 123456', 'on 2026-11-28 at 10:00, 5 of 5, 15 m, 123456'],
  ['Incorrect API key provided: sk-proj-ab**********yz.', 'Incorrect API key provided: [secret].'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [secret]'],
  ['token eyJhbGciOi.eyJzdWIi.c2ln', 'token [secret]'],
  ['half \ud83d a \u0000 letter', 'half \ufffd a  letter'],
])('%j is kept as %j', (text, kept) => expect(redactText(text)).toBe(kept));

test('a secret goes wherever it stands, and an empty one takes nothing', () => {
  expect(redactText('your key hunter2hunter2 is wrong', ['hunter2hunter2', ''])).toBe('your key [secret] is wrong');
});

const secret = fc.constantFrom('hunter2hunter2', 'p@ss w0rd/');
const personal = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^\d{7,20}$/),
  fc.stringMatching(/^\+49 1\d\d \d{7}$/),
  fc.stringMatching(/^sk-[a-z0-9]{20}$/),
  secret,
);
const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const free = fc.tuple(words, fc.constantFrom(1, 20)).map(([text, times]) => text.repeat(times));

test('nothing personal is left of a text, and no more than 500 characters', () => {
  fc.assert(
    fc.property(free, personal, free, (before, found, after) => {
      const kept = redactText(`${before} ${found} ${after}`, ['hunter2hunter2', 'p@ss w0rd/']);
      expect(kept).not.toContain(found);
      expect(lengthOf(kept)).toBeLessThanOrEqual(500);
      expect(kept.isWellFormed() && !kept.includes('\0')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a text of 500 characters stays, one more is cut with a mark', () => {
  const full = '🐕'.repeat(500);
  expect(redactText(full)).toBe(full);
  expect(redactText(`${full}x`)).toBe(`${'🐕'.repeat(499)}…`);
});

test('a long row of letters is read in one go', () => {
  expect(lengthOf(redactText('a'.repeat(1_000_000)))).toBe(500);
  expect(lengthOf(redactText('1 '.repeat(500_000)))).toBeLessThanOrEqual(500);
});

const exchange = (over: Partial<LlmExchange> = {}): LlmExchange => ({
  request: {
    model: 'claude-3-5-sonnet-20241022',
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: 1_000_000,
    response_format: { type: 'json_schema', json_schema: { name: 'plan', schema: { type: 'object' } } },
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: '{"goal":{"title":"mail me at a@b.example"},"days":[3,4]}' },
    ],
    api_key: 'sk-0123456789',
    headers: { authorization: 'Bearer x' },
  },
  status: 200,
  response: {
    id: 'chatcmpl-1',
    model: 'tiny',
    choices: [
      { index: 0, message: { role: 'assistant', content: '{"steps":[{"title":"Sit"}]}' }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 20, secret: 'x' },
    system_fingerprint: 'fp',
  },
  ...over,
});

test('of a request and its answer the known fields are kept, their JSON opened', () => {
  expect(redactExchange(exchange())).toEqual({
    request: {
      model: 'claude-3-5-sonnet-20241022',
      stream: true,
      max_tokens: 1_000_000,
      response_format: 'json_schema',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: { goal: { title: 'mail me at [e-mail]' }, days: [3, 4] } },
      ],
    },
    response: {
      status: 200,
      model: 'tiny',
      choices: [{ message: { role: 'assistant', content: { steps: [{ title: 'Sit' }] } }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 20 },
    },
  });
});

test.each<[string, Partial<LlmExchange>, unknown]>([
  ['no answer', { status: null, response: null }, null],
  ['an answer that was not read', { response: null }, { status: 200, body: null }],
  ['a page', { status: 502, response: '<html>a@b.example</html>' }, { status: 502, body: '<html>[e-mail]</html>' }],
  [
    'a refusal',
    { status: 401, response: { error: { message: 'bad key sk-0123456789', code: 'invalid' } } },
    {
      ...{ status: 401, error: { message: 'bad key [secret]', code: 'invalid' } },
    },
  ],
])('%s', (_what, over, kept) => expect(redactExchange(exchange(over)).response).toEqual(kept));

test('whatever a server answers, nothing personal is kept, and it fits into jsonb', () => {
  const json = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 12, depthSize: 'medium' },
      fc.oneof(personal, free, fc.integer(), fc.double(), fc.constant(null), fc.boolean()),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(personal, fc.constantFrom('error', 'choices', 'model')), tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  const secrets = ['hunter2hunter2', 'p@ss w0rd/'];
  fc.assert(
    fc.property(json, personal, (response, found) => {
      const answer = { error: response, choices: [{ message: { content: [response, `see ${found}`] } }] };
      const kept = JSON.stringify(redactExchange(exchange({ response: answer }), secrets).response);
      for (const word of [found, ...secrets]) expect(kept).not.toContain(JSON.stringify(word).slice(1, -1));
      expect(kept).not.toMatch(/\\u0000|[^\s"\\@[\]<>(),;:]@[^\s"\\@[\]<>(),;:]/);
    }),
    { numRuns: 1000 },
  );
});
