/** How a completion looks on the wire, whole and as server-sent events. */

export interface Completion {
  readonly text: string;
  readonly refusal?: string;
  /** `stop`, if left out. */
  readonly finishReason?: string;
  /** `null`: this server does not count. */
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

type Body = Readonly<Record<string, unknown>>;

const USAGE = { prompt_tokens: 321, completion_tokens: 123 };
/** Bytes of a write: odd, so that letters of several bytes and line ends are torn apart. */
const WRITE_BYTES = 37;
/** Characters of a token, roughly. */
const PIECE = 4;

const usageOf = ({ usage = USAGE }: Completion) =>
  usage === null ? {} : { usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens } };

/** Servers answer with the exact version of the model that was asked. */
const modelOf = (body: Body): string => `${String(body['model'])}-2026-11-01`;

const head = (object: string, body: Body) => ({
  id: 'chatcmpl-1',
  object,
  created: 1_795_000_000,
  model: modelOf(body),
});

export const completionBody = (completion: Completion, body: Body): Body => ({
  ...head('chat.completion', body),
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: completion.refusal === undefined ? completion.text : null,
        refusal: completion.refusal ?? null,
      },
      finish_reason: completion.finishReason ?? 'stop',
    },
  ],
  ...usageOf(completion),
});

const piecesOf = (text: string): readonly string[] => {
  const points = [...text];
  return Array.from({ length: Math.ceil(points.length / PIECE) }, (_, index) =>
    points.slice(index * PIECE, (index + 1) * PIECE).join(''),
  );
};

const chunk = (body: Body, choices: readonly Body[], more: Body = {}): string =>
  `data: ${JSON.stringify({ ...head('chat.completion.chunk', body), choices, ...more })}\n\n`;

const delta = (body: Body, said: Body, finish: string | null = null): string =>
  chunk(body, [{ index: 0, delta: said, finish_reason: finish }]);

/** One event of a stream that says `text`. */
export const contentEvent = (text: string, body: Body): string => delta(body, { content: text });

/** The bytes of the stream in the writes they come in, with a comment as proxies send them, usage where it is asked for. */
export const completionWrites = (completion: Completion, body: Body): readonly Buffer[] => {
  const said = completion.refusal ?? completion.text;
  const field = completion.refusal === undefined ? 'content' : 'refusal';
  const stream = [
    delta(body, { role: 'assistant', content: '', refusal: null }),
    ': keep-alive\n\n',
    ...piecesOf(said).map((piece) => delta(body, { [field]: piece })),
    delta(body, {}, completion.finishReason ?? 'stop'),
    ...(body['stream_options'] === undefined ? [] : [chunk(body, [], usageOf(completion))]),
    'data: [DONE]\n\n',
  ].join('');
  const bytes = Buffer.from(stream);
  return Array.from({ length: Math.ceil(bytes.length / WRITE_BYTES) }, (_, index) =>
    bytes.subarray(index * WRITE_BYTES, (index + 1) * WRITE_BYTES),
  );
};
