import type { IncomingMessage } from 'node:http';
import { DomainError } from '#core/domain/errors.ts';

/** GitHub's own cap on a delivery. */
export const BODY_MAX = 25 * 1024 * 1024;
/** What every request may bring without asking for room: far more than nearly all deliveries have. */
const FREE_BYTES = 256 * 1024;
/** Room for all large bodies together: memory that strangers can fill must have an end. */
const ROOM_BYTES = 4 * BODY_MAX;
const RETRY_AFTER = 5;
/** Of a body that is refused, so much is read and thrown away, for so long: then the connection is cut. */
const DISCARD_BYTES = 32 * 1024 * 1024;
const DISCARD_MS = 10_000;

const tooLarge = () => new DomainError('payload_too_large', { detail: 'A delivery may be 25 MB at most.' });
const cutOff = () => new DomainError('validation_failed', { detail: 'The delivery was cut off.' });
const noRoom = () =>
  new DomainError('unavailable', {
    detail: 'Too many large deliveries are arriving. Send it again: it will count once.',
    retryAfter: RETRY_AFTER,
  });

/** @throws {DomainError} `payload_too_large` before a byte is read, when the sender says so itself */
export const assertDeclaredSize = (request: IncomingMessage): void => {
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX) throw tooLarge();
};

export interface BodyReader {
  /**
   * Reads all bytes of a body and works with them; the room they take is free again afterwards.
   * @throws {DomainError} `payload_too_large` as soon as it is, `validation_failed` when it is cut off, `unavailable`
   * when large bodies take all room
   */
  withBody<T>(request: IncomingMessage, work: (bytes: Buffer) => Promise<T>): Promise<T>;
}

export const createBodyReader = (): BodyReader => {
  let taken = 0;

  const read = (request: IncomingMessage, take: (size: number) => void): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      // Gone while its connection was looked up: nothing more will be told of it.
      if (request.destroyed && !request.readableEnded) return reject(cutOff());
      const chunks: Buffer[] = [];
      let size = 0;
      const stop = (error: DomainError) => {
        request.removeListener('data', onData);
        reject(error);
      };
      const onData = (chunk: Buffer) => {
        size += chunk.length;
        if (size > BODY_MAX) return stop(tooLarge());
        if (size > FREE_BYTES) {
          take(chunk.length);
          if (taken > ROOM_BYTES) return stop(noRoom());
        }
        chunks.push(chunk);
      };
      request.on('data', onData);
      request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
      // `close` without `end`: the sender went away.
      request.once('close', () => reject(cutOff()));
      request.once('error', () => reject(cutOff()));
    });

  return {
    withBody: async (request, work) => {
      let own = 0;
      try {
        const bytes = await read(request, (size) => {
          own += size;
          taken += size;
        });
        return await work(bytes);
      } finally {
        taken -= own;
      }
    },
  };
};

/**
 * Reads on and throws away what is left of a refused body: a connection that is closed on a sender who is still writing
 * takes the answer with it. Resolves when there is no more, or when it is too much.
 */
export const discardRest = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    const isHopeless = Number(request.headers['content-length'] ?? 0) > DISCARD_BYTES;
    if (request.complete || request.destroyed || isHopeless) return resolve();
    let left = DISCARD_BYTES;
    const done = () => {
      clearTimeout(timer);
      request.removeListener('data', onData);
      resolve();
    };
    const onData = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    };
    const timer = setTimeout(done, DISCARD_MS);
    request.on('data', onData).once('end', done).once('close', done).once('error', done);
    request.resume();
  });
