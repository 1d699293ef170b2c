/**
 * What a provider is: one folder, one object of this shape. Everything else (routes, workers, the Connections page)
 * works from the object, so adding a provider touches no other folder.
 */
import { z } from 'zod';
import type { EventDraft, Instant, JsonObject } from '../domain/event.ts';

/** A JSON object of any content, as a guard. */
export const JsonRecord = z.record(z.string(), z.unknown());

/** Header names in lower case, first value of each. */
export type Headers = Readonly<Record<string, string | undefined>>;

export interface Delivery {
  /** The provider's id of this delivery; the same on a redelivery (`event_raw.external_event_id`). */
  readonly externalEventId: string;
  readonly eventName: string | null;
}

/** The account a connection or a member stands for. Ids are the provider's own, never names. */
export interface Account {
  readonly id: string | null;
  readonly login: string | null;
  /** Addresses that are proven to be the member's (lower case). */
  readonly verifiedEmails: readonly string[];
}

export interface NormaliseInput {
  /** Id of the raw row, for facts that have no other key. */
  readonly rawId: string;
  readonly eventName: string | null;
  readonly payload: unknown;
  readonly receivedAt: Instant;
  /** Whose deeds count here. `null`: the connection does not know its account yet. */
  readonly account: Account | null;
}

/** What a delivery became for one member. A reason is a sentence for the user, said on the deliveries page. */
export type Normalised =
  | { readonly status: 'processed'; readonly events: readonly EventDraft[]; readonly skipped: readonly string[] }
  | {
      readonly status: 'ignored';
      readonly reason: string;
      /** Set by a verification call: the connection is proven, and this is the account it seems to speak for. */
      readonly verified?: { readonly proposedAccount: Account | null };
      /** Nothing was scored for lack of an account: setting one replays the row (spec 8.6). */
      readonly needsAccount?: boolean;
    };

/** A stable account reference found in a payload: `id` and `login` are the provider's. */
export interface Party {
  readonly id: string | null;
  readonly login: string | null;
  readonly email: string | null;
}

export interface Provider {
  readonly id: string;
  readonly name: string;
  /** How a user connects it; `none`: it is part of Pawgress and not offered. */
  readonly connect: 'webhook' | 'oauth' | 'both' | 'none';
  /** Set-up steps in the user's words, shown in this order on the Connections page. */
  readonly setup: readonly string[];
  /** Status code of an accepted delivery (integrations.md 4.2). */
  readonly ackStatus: 200 | 202 | 204;
  /** Content types that are accepted; anything else is answered 415 with `contentTypeHelp`. */
  readonly contentTypes: readonly string[];
  readonly contentTypeHelp: string;
  /** Header names (lower case) that are kept with the raw row. Never a signature. */
  readonly keptHeaders: readonly string[];
  /** True when the bytes were signed with `secret`. Must not throw on any input. `body` is valid UTF-8. */
  verify(input: { readonly body: string; readonly headers: Headers; readonly secret: string }): Promise<boolean>;
  /** Reads the delivery id and event name; `null` when the headers name none: a 400. */
  delivery(headers: Headers, body: string): Delivery | null;
  /** Which headers a delivery needs, for the 400 that misses them. */
  readonly deliveryHelp: string;
  /** Pure: what this delivery is worth for this account. Bumps `normaliserVersion` when its answers change. */
  normalise(input: NormaliseInput): Normalised;
  readonly normaliserVersion: number;
  /** Everybody whose own deed the payload tells of, so that members of a shared hook are found (architecture 6). */
  parties(eventName: string | null, payload: unknown): readonly Party[];
  /** The payload cut to what concerns one member, for their derived raw row. */
  cut(eventName: string | null, payload: unknown, account: Account): JsonObject;
}

/** Types a provider object and freezes it. */
export const defineProvider = (provider: Provider): Provider => Object.freeze(provider);
