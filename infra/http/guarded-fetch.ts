/**
 * The way out to addresses that a setting or a person names (architecture 9): https only, except to one's own machine or
 * network where the caller allows that; the resolved address is checked and pinned; redirects are answers like others and
 * never followed; time and size are bounded. `fetch` cannot pin an address, hence `node:http`.
 */
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { OutboundError } from './outbound-error.ts';
import { pinAddresses, type OwnReach, type PinnedAddress, type ResolveName } from './pinned-addresses.ts';

export interface GuardedFetchOptions {
  /** None, if left out: https to public addresses only. */
  readonly own?: readonly OwnReach[];
  /** From the call to the last byte. */
  readonly timeoutMs: number;
  /** Most bytes of a body. */
  readonly maxBytes: number;
  /** The machine's resolver, if left out. */
  readonly resolve?: ResolveName;
}

export interface GuardedRequest {
  readonly url: string | URL;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface GuardedResponse {
  readonly status: number;
  /** `null`: not there. Of several with one name, all, separated by commas. */
  header(name: string): string | null;
  /** The body as it comes; to be read once, or not at all. @throws {OutboundError} */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The whole body, as UTF-8. @throws {OutboundError} */
  text(): Promise<string>;
  /** Hangs up without reading the body. */
  hangUp(): void;
}

/** @throws {OutboundError} when there is no answer; the reason of `signal` when the caller gave up */
export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedResponse>;

const ANY_ADDRESS: ResolveName = (host) => lookup(host, { all: true });
/** Node gives an address 250 ms before it tries the next one, which is little for a server on another continent. */
const NEXT_ADDRESS_MS = 1_500;

/** `promise`, or the signal's reason as soon as it is given: a name cannot be asked for with a signal. */
const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });

const send = (
  url: URL,
  { method, headers = {}, body = '' }: GuardedRequest,
  addresses: readonly [PinnedAddress, ...PinnedAddress[]],
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const given: LookupFunction = (_host, { all }, done) => {
      if (all === true) done(null, [...addresses]);
      else done(null, addresses[0].address, addresses[0].family);
    };
    const options: RequestOptions & { readonly autoSelectFamilyAttemptTimeout: number } = {
      method,
      headers,
      signal,
      lookup: given,
      // A connection of its own: one that is kept was checked for somebody else.
      agent: false,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    };
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const codeOf = (error: unknown): string => {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? message);
};

export const createGuardedFetch =
  ({ own = [], timeoutMs, maxBytes, resolve = ANY_ADDRESS }: GuardedFetchOptions): GuardedFetch =>
  async (request) => {
    const url = new URL(request.url);
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;

    const explain = (error: unknown): unknown => {
      if (error instanceof OutboundError) return error;
      if (request.signal?.aborted === true) return request.signal.reason;
      if (deadline.aborted) {
        return new OutboundError('timeout', `${url.host} took longer than ${timeoutMs} ms`, { cause: error });
      }
      return new OutboundError('unreachable', `${url.host} cannot be reached (${codeOf(error)})`, { cause: error });
    };

    async function* bounded(body: IncomingMessage): AsyncGenerator<Uint8Array> {
      let left = maxBytes;
      try {
        for await (const chunk of body as AsyncIterable<Buffer>) {
          left -= chunk.length;
          if (left < 0) throw new OutboundError('too_large', `${url.host} answered with more than ${maxBytes} bytes`);
          yield chunk;
        }
      } catch (error) {
        throw explain(error);
      }
    }

    try {
      const addresses = await unlessAborted(pinAddresses(url, own, resolve), signal);
      const incoming = await send(url, request, addresses, signal);
      const chunks = bounded(incoming);
      return {
        status: incoming.statusCode ?? 0,
        header: (name) => {
          const value = incoming.headers[name.toLowerCase()];
          return value === undefined ? null : String(value);
        },
        chunks,
        text: async () => {
          const parts: Uint8Array[] = [];
          for await (const chunk of chunks) parts.push(chunk);
          return Buffer.concat(parts).toString('utf8');
        },
        hangUp: () => {
          incoming.destroy();
        },
      };
    } catch (error) {
      throw explain(error);
    }
  };
