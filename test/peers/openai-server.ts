/**
 * A server that speaks OpenAI's chat completions over real HTTP, whole and streamed, as hosted services and local ones do,
 * and that fails in every way they do. A test says what it answers next; it remembers what it was asked.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { completionBody, completionWrites, contentEvent, type Completion } from './openai-wire.ts';

/** A completion; or an answer as it is; or none. `endless` never comes to an end, `stall` stops in the middle, `cut` hangs up. */
export type PeerAnswer =
  | ({ readonly kind: 'completion' } & Completion)
  | {
      readonly kind: 'plain';
      readonly status: number;
      readonly body: string | Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'silence' | 'endless' | 'stall' | 'cut' | 'error_in_stream' };

export interface PeerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Parts of a request that a server may not know; it answers 400 to them, as real ones do. */
export type Unknown = 'json_schema' | 'json_object' | 'max_tokens' | 'stream_options';

export interface OpenAiServer {
  /** For `LLM_BASE_URL`. */
  readonly baseUrl: string;
  /** Oldest first. */
  readonly requests: readonly PeerRequest[];
  /** What comes next: each once, the last one for ever. */
  answer(...answers: readonly PeerAnswer[]): void;
  /** The key that is asked for; `null`: none. */
  requireKey(key: string | null): void;
  doesNotKnow(...parts: readonly Unknown[]): void;
  /** Resolves when a request has been read, even if it is never answered. */
  asked(): Promise<void>;
  /** Resolves when the client has hung up on a request that was not answered to its end. */
  hungUp(): Promise<void>;
  /** As after its start: no memory, no answers, no key. */
  reset(): void;
  close(): Promise<void>;
}

const PATH = '/v1/chat/completions';

const readJson = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
};

const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const problem = (message: string, code: string | null, param: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

/** In each service's own words. */
const COMPLAINTS: Readonly<Record<Unknown, string>> = {
  json_schema: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
  json_object: "'response_format.type' must be 'json_schema' or 'text'",
  max_tokens:
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  stream_options: 'extra_forbidden: body.stream_options.include_usage: Extra inputs are not permitted',
};

const uses = (body: PeerRequest['body'], part: Unknown): boolean => {
  const { response_format: format } = body as { readonly response_format?: { readonly type?: string } };
  return part === 'json_schema' || part === 'json_object' ? format?.type === part : body[part] !== undefined;
};

/** Writes the same piece until the client hangs up. */
const writeForEver = (response: ServerResponse, piece: string): void => {
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
};

export const startOpenAiServer = async (): Promise<OpenAiServer> => {
  let requests: PeerRequest[] = [];
  let answers: readonly PeerAnswer[] = [];
  let key: string | null = null;
  let unknown: readonly Unknown[] = [];
  let onAsked: (() => void)[] = [];
  let onHungUp: (() => void)[] = [];

  const waitIn = (list: (() => void)[]): Promise<void> => new Promise((resolve) => list.push(resolve));
  const next = (): PeerAnswer => {
    const [first, ...rest] = answers;
    if (!first) throw new Error('the test did not say what the server answers');
    if (rest.length > 0) answers = rest;
    return first;
  };

  const stream = (response: ServerResponse, pieces: readonly (Buffer | string)[]): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    for (const piece of pieces) response.write(piece);
  };

  const begin = (response: ServerResponse, body: PeerRequest['body'], isStream: boolean): void => {
    if (isStream) stream(response, [contentEvent('{"steps": [', body)]);
    else
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices": [{"message": {"content": "');
  };

  const reply = (response: ServerResponse, body: PeerRequest['body']): void => {
    const answer = next();
    const isStream = body['stream'] === true;
    switch (answer.kind) {
      case 'completion':
        if (!isStream) return sendJson(response, 200, completionBody(answer, body));
        stream(response, completionWrites(answer, body));
        response.end();
        return;
      case 'plain':
        if (typeof answer.body !== 'string') return sendJson(response, answer.status, answer.body, answer.headers);
        response.writeHead(answer.status, { 'content-type': 'text/html', ...answer.headers }).end(answer.body);
        return;
      case 'silence':
        return;
      case 'stall':
        return begin(response, body, isStream);
      case 'cut':
        begin(response, body, isStream);
        // What was written has to reach the client before the end does.
        response.write(' ', () => response.destroy());
        return;
      case 'endless':
        begin(response, body, isStream);
        return writeForEver(response, isStream ? contentEvent('and so on ', body) : 'and so on ');
      case 'error_in_stream':
        if (!isStream) return sendJson(response, 200, problem('The engine is overloaded', 'engine_overloaded'));
        begin(response, body, isStream);
        response.end(`data: ${JSON.stringify(problem('The engine is overloaded', 'engine_overloaded'))}\n\n`);
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request);
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    response.on('close', () => {
      if (!response.writableFinished) for (const tell of onHungUp.splice(0)) tell();
    });
    for (const tell of onAsked.splice(0)) tell();
    if (request.method !== 'POST' || request.url !== PATH) {
      return sendJson(response, 404, problem(`Unknown request URL: ${request.method} ${request.url}`, 'unknown_url'));
    }
    if (key !== null && request.headers.authorization !== `Bearer ${key}`) {
      const sent = request.headers.authorization?.replace('Bearer ', '') ?? '(none)';
      return sendJson(response, 401, problem(`Incorrect API key provided: ${sent}.`, 'invalid_api_key'));
    }
    const refused = unknown.find((part) => uses(body, part));
    if (refused !== undefined) {
      return sendJson(response, refused === 'stream_options' ? 422 : 400, problem(COMPLAINTS[refused], null, refused));
    }
    reply(response, body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      sendJson(response, 500, { error: { message: `The peer of the test failed: ${String(error)}` } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get requests() {
      return requests;
    },
    answer: (...list) => {
      answers = list;
    },
    requireKey: (wanted) => {
      key = wanted;
    },
    doesNotKnow: (...parts) => {
      unknown = parts;
    },
    asked: () => waitIn(onAsked),
    hungUp: () => waitIn(onHungUp),
    reset: () => {
      [requests, answers, key, unknown, onAsked, onHungUp] = [[], [], null, [], [], []];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
