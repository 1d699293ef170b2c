/** What the stream says, as Server-Sent Events (api.md, Pet; docs/adr/0005-live-notices.md). */
import { z } from 'zod';

/** Where a page has got to: the version of the pet it has seen. Opaque to clients. */
export const encodePlace = (petVersion: number): string =>
  Buffer.from(JSON.stringify({ v: petVersion })).toString('base64url');

const Place = z.object({ v: z.number().int().min(0) });

/** `null` for text that is no place: the page is told everything anew. */
export const decodePlace = (id: string | undefined): number | null => {
  if (id === undefined || id === '') return null;
  try {
    return Place.parse(JSON.parse(Buffer.from(id, 'base64url').toString('utf8'))).v;
  } catch {
    return null;
  }
};

/** Milliseconds after which a browser comes again by itself. */
const RETRY_MS = 2_000;

export const opening = `retry: ${RETRY_MS}\n\n`;
export const heartbeat = ': here\n\n';

export const message = (event: 'hello' | 'pet' | 'goal' | 'habit' | 'delivery', data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
