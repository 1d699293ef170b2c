/**
 * A device whose clock is wrong (spec 5.1: the server refuses the future). The server's `Date` tells by how much; a
 * correction is settled once for an item and kept, or the same moment sent twice would differ from itself.
 */
import type { Content, QueueItem } from './queue-item.ts';

/** Clocks that differ by less are called right; the server allows as much. */
const RIGHT_ENOUGH_MS = 5 * 60_000;

/** Milliseconds to add to a device's instant. `offsetMs`: the server's clock less the device's; `null`: not known. */
export const correctionOf = (offsetMs: number | null): number =>
  offsetMs !== null && Math.abs(offsetMs) > RIGHT_ENOUGH_MS ? offsetMs : 0;

/** The instant it truly was, RFC 3339 in UTC when it is corrected, as it stands when the clock is right or it is none. */
export const correctedInstant = (instant: string, offsetMs: number | null): string => {
  const correction = correctionOf(offsetMs);
  const at = Date.parse(instant);
  return correction === 0 || Number.isNaN(at) ? instant : new Date(at + correction).toISOString();
};

/** What to keep with an item: nothing is added to what was not read from this clock, nor a second time. */
export const settledCorrection = (
  { isDeviceTime, correctionMs }: Pick<QueueItem, 'isDeviceTime' | 'correctionMs'>,
  offsetMs: number | null,
): number => correctionMs ?? (isDeviceTime ? correctionOf(offsetMs) : 0);

/**
 * The correction under which an item that was refused as future is worth another try, or `null`: its instant is not this
 * clock's, or it was corrected so already.
 */
export const betterCorrection = (item: QueueItem, offsetMs: number | null): number | null => {
  if (!item.isDeviceTime || offsetMs === null) return null;
  const better = correctionOf(offsetMs);
  return Math.abs(better - (item.correctionMs ?? 0)) > RIGHT_ENOUGH_MS ? better : null;
};

/** The content as the server shall read it. Days without a time of day stay what the user saw. */
export const withCorrection = (content: Content, correctionMs: number | null): Content => {
  switch (content.kind) {
    case 'moment': {
      const occurred_at = correctedInstant(content.body.occurred_at, correctionMs);
      return { kind: 'moment', body: { ...content.body, occurred_at } };
    }
    case 'attempt': {
      const occurred_at = correctedInstant(content.body.occurred_at, correctionMs);
      return { kind: 'attempt', body: { ...content.body, occurred_at } };
    }
    case 'tracker_log': {
      const logged_at = correctedInstant(content.body.logged_at, correctionMs);
      return { kind: 'tracker_log', body: { ...content.body, logged_at } };
    }
    case 'note': {
      const received_at = correctedInstant(content.body.received_at, correctionMs);
      return { kind: 'note', body: { ...content.body, received_at } };
    }
    case 'completion':
    case 'completion_undo':
      return content;
  }
};
