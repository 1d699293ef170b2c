/** One delivery: size → connection → type → bytes → signature → stored (architecture 6). No queue and no outside call. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import { storable } from '#core/domain/json/faithful.ts';
import type { Headers, Provider } from '#core/providers/provider.ts';
import type { Clock } from '#infra/clock.ts';
import type { GroupCommit, Stored } from '#infra/intake/group-commit.ts';
import type { Connection, ConnectionDirectory } from './connection-directory.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import { assertDeclaredSize, type BodyReader } from './read-body.ts';

export interface ReceiveDeps {
  readonly providers: Readonly<Record<string, Provider>>;
  readonly directory: ConnectionDirectory;
  readonly commit: GroupCommit;
  readonly limit: ConnectionLimit;
  readonly bodies: BodyReader;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface Received {
  readonly stored: Stored;
  readonly provider: Provider;
}

const noConnection = () =>
  new DomainError('not_found', { detail: 'No connection has this address. Copy it again from the Connections page.' });
const badSignature = () =>
  new DomainError('signature_invalid', {
    detail: 'The signature does not match. Copy the secret again from the Connections page, or rotate it.',
  });

const noJson = () =>
  new DomainError('validation_failed', {
    field: 'body',
    detail: 'The body is signed, but it is no valid JSON, or it is nested too deep to be read.',
  });
const NOBODYS_SECRET = 'no connection has this secret';

/** Node joins most repeated headers; of those it does not join, the first counts. */
const plainHeaders = (given: IncomingHttpHeaders): Headers => {
  const headers: Record<string, string | undefined> = {};
  for (const name in given) {
    const value = given[name];
    headers[name] = Array.isArray(value) ? value[0] : value;
  }
  return headers;
};

const keptHeaders = (provider: Provider, headers: Headers): string => {
  const kept: Record<string, string> = {};
  for (const name of provider.keptHeaders) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value.toWellFormed().replaceAll('\0', '');
  }
  return JSON.stringify(kept);
};

const assertType = (provider: Provider, headers: Headers): void => {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!provider.contentTypes.includes(type)) {
    throw new DomainError('unsupported_media_type', { field: 'Content-Type', detail: provider.contentTypeHelp });
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new DomainError('unsupported_media_type', {
      field: 'Content-Encoding',
      detail: 'Send the body as it is, not compressed.',
    });
  }
};

export const createReceive = ({ providers, directory, commit, limit, bodies, clock, newId }: ReceiveDeps) => {
  /** The secret before still works while it is being replaced. */
  const isSignedFor = async (
    connection: Connection,
    provider: Provider,
    signed: { readonly body: string; readonly headers: Headers },
    now: Instant,
  ): Promise<boolean> => {
    if (await provider.verify({ ...signed, secret: connection.secret })) return true;
    const { previous } = connection;
    return previous !== null && previous.until > now && provider.verify({ ...signed, secret: previous.secret });
  };

  const authentic = async (
    pathToken: string,
    connection: Connection,
    provider: Provider,
    signed: { readonly body: string; readonly headers: Headers },
    now: Instant,
  ): Promise<Connection> => {
    if (await isSignedFor(connection, provider, signed, now)) return connection;
    const again = await directory.findAgain(pathToken);
    if (again && again !== connection && (await isSignedFor(again, provider, signed, now))) return again;
    throw badSignature();
  };

  const store = async (
    pathToken: string,
    found: Connection,
    provider: Provider,
    headers: Headers,
    bytes: Buffer,
  ): Promise<Received> => {
    const now = clock.now();
    if (!isUtf8(bytes)) throw badSignature();
    const body = bytes.toString('utf8');
    const connection = await authentic(pathToken, found, provider, { body, headers }, now);
    const delivery = provider.delivery(headers, body);
    if (!delivery) throw new DomainError('validation_failed', { detail: provider.deliveryHelp });
    const content = storable(body);
    if (!content) throw noJson();
    const stored = await commit.store({
      id: newId(),
      userId: connection.userId,
      integrationId: connection.id,
      source: provider.id,
      eventName: delivery.eventName,
      externalEventId: delivery.externalEventId,
      headers: keptHeaders(provider, headers),
      payload: content.payload,
      body: content.isExact ? null : bytes,
      receivedAt: now,
    });
    return { stored, provider };
  };

  /** @throws {DomainError} whatever keeps it from being stored; nothing was stored then */
  return async (request: IncomingMessage, providerId: string, pathToken: string): Promise<Received> => {
    assertDeclaredSize(request);
    const provider = Object.hasOwn(providers, providerId) ? providers[providerId] : undefined;
    const headers = plainHeaders(request.headers);
    const found = provider && provider.connect !== 'none' ? await directory.find(pathToken) : null;
    if (!provider || found?.provider !== providerId) {
      return bodies.withBody(request, async (bytes) => {
        // As long as for a connection with a wrong signature, so that the time tells nothing.
        await provider?.verify({ body: bytes.toString('latin1'), headers, secret: NOBODYS_SECRET });
        throw noConnection();
      });
    }
    assertType(provider, headers);
    limit.take(found.id);
    return bodies.withBody(request, (bytes) => store(pathToken, found, provider, headers, bytes));
  };
};
