/**
 * Answers that are costly to make and asked for again and again, kept as the bytes they were sent as. Whoever keeps one
 * says by a mark what it was made from, and asks for the mark at every request: nothing old is ever sent.
 */
import { LRUCache } from 'lru-cache';
import type { EndpointShape, ResponseOf } from '#core/contract/endpoint.ts';

/** An answer that was stripped to its schema and written as JSON before. */
export class JsonBytes {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

interface Kept {
  readonly mark: string;
  readonly answer: JsonBytes;
}

/** Keeps one answer for each user, as many as have room in `maxBytes`; who asked longest ago goes first. */
export const createKeptAnswers = <E extends EndpointShape>(endpoint: E, maxBytes: number) => {
  const kept = new LRUCache<string, Kept>({
    maxSize: maxBytes,
    sizeCalculation: ({ answer }) => answer.bytes.length,
  });
  /** `mark` must have been read before `make` reads: what changes between them is then made anew the next time. */
  return async (userId: string, mark: string, make: () => Promise<ResponseOf<E>>): Promise<JsonBytes> => {
    const known = kept.get(userId);
    if (known?.mark === mark) return known.answer;
    const answer = new JsonBytes(Buffer.from(JSON.stringify(endpoint.response?.parse(await make()))));
    kept.set(userId, { mark, answer });
    return answer;
  };
};
