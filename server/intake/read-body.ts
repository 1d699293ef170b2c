import type { IncomingMessage } from 'node:http';
import { DomainError } from '#core/domain/errors.ts';

/** GitHub's own cap on a delivery. */
export const BODY_MAX = 25 * 1024 * 1024;

const tooLarge = () => new DomainError('payload_too_large', { detail: 'A delivery may be 25 MB at most.' });

/** @throws {DomainError} `payload_too_large` before a byte is read, when the sender says so itself */
export const assertDeclaredSize = (request: IncomingMessage): void => {
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX) throw tooLarge();
};

/**
 * All bytes of a body. @throws {DomainError} `payload_too_large` as soon as it is, `validation_failed` when it is cut off
 */
export const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const cutOff = () => reject(new DomainError('validation_failed', { detail: 'The delivery was cut off.' }));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_MAX) {
        request.removeAllListeners('data');
        request.resume();
        reject(tooLarge());
        return;
      }
      chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    request.once('aborted', cutOff);
    request.once('error', cutOff);
  });
