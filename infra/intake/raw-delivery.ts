import type { Instant } from '#core/domain/event.ts';

/** A verified delivery on its way into `event_raw`. */
export interface RawDelivery {
  readonly id: string;
  readonly userId: string;
  readonly integrationId: string;
  /** Provider id. */
  readonly source: string;
  readonly eventName: string | null;
  readonly externalEventId: string;
  /** JSON text of the kept headers. */
  readonly headers: string;
  /** JSON text that `jsonb` takes. */
  readonly payload: string;
  /** Exact bytes, only where `payload` is not all of them. */
  readonly body: Buffer | null;
  readonly receivedAt: Instant;
}

/** Rough size in memory and on the wire, in bytes. */
export const sizeOf = ({ payload, body, headers }: RawDelivery): number =>
  payload.length + (body?.length ?? 0) + headers.length + 500;
