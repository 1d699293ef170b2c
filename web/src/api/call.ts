/** Calls an endpoint of the contract. What it sends and gets is typed by the endpoint itself. */
import type { CallOf, EndpointShape, ResponseOf } from '#core/contract/endpoint.ts';
import type { Problem } from '#core/contract/common.ts';
import { newId } from './new-id.ts';

/** The server refused, or did not answer: `status` 0. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** The input field that is at fault, if there is one. */
  readonly field: string | undefined;

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? 'Pawgress did not answer.');
    this.status = status;
    this.code = problem.code ?? 'unavailable';
    this.field = problem.field;
  }
}

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const addressOf = ({ path }: EndpointShape, { params = {}, query = {} }: Parts): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
};

const problemOf = async (response: Response): Promise<Partial<Problem>> => {
  try {
    return (await response.json()) as Partial<Problem>;
  } catch {
    return { title: `The server answered ${response.status}.` };
  }
};

const OFFLINE = 'The server cannot be reached. What you see is the last known state.';

/** @throws {ApiError} */
export const call = async <E extends EndpointShape>(
  endpoint: E,
  ...[parts]: Record<never, never> extends CallOf<E> ? [parts?: CallOf<E>] : [parts: CallOf<E>]
): Promise<ResponseOf<E>> => {
  const { params, query, body } = (parts ?? {}) as Parts;
  const writes = endpoint.method === 'post' || endpoint.method === 'patch';
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    // A request that is sent twice by a bad network is done once.
    ...(writes && { 'idempotency-key': newId() }),
  };
  let response: Response;
  try {
    response = await fetch(addressOf(endpoint, { ...(params && { params }), ...(query && { query }) }), {
      method: endpoint.method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, { code: 'offline', detail: OFFLINE });
  }
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  return (response.status === 204 ? undefined : await response.json()) as ResponseOf<E>;
};
