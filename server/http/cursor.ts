/** Opaque cursors of lists: where the page before ended. */
import type { z } from 'zod';
import { DomainError } from '#core/domain/errors.ts';

export const encodeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws {DomainError} `validation_failed` for text that is no cursor of this list */
export const decodeCursor = <T>(schema: z.ZodType<T>, cursor: string | undefined): T | undefined => {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new DomainError('validation_failed', { field: 'cursor', detail: 'Give cursor as next_cursor was answered.' });
  }
};

/** A page of at most `limit` of the rows that were read with one to spare. */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  options: { readonly placeOf: (row: Row) => unknown; readonly view: (row: Row) => Item },
): { items: Item[]; next_cursor: string | null } => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(options.view),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(options.placeOf(last)) : null,
  };
};
