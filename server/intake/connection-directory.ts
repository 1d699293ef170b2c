/** Connections by the token in their path, with their secrets opened: remembered for seconds, since intake is hot. */
import type { Instant } from '#core/domain/event.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Keyring } from '#infra/secrets/keyring.ts';
import { secretPlace } from '#infra/stores/integration-store.ts';

export interface Connection {
  readonly id: string;
  readonly userId: string;
  readonly provider: string;
  readonly secret: string;
  readonly previous: { readonly secret: string; readonly until: Instant } | null;
}

export interface ConnectionDirectory {
  /** `null`: there is no such connection. @throws what the database does */
  find(pathToken: string): Promise<Connection | null>;
  /** Reads it again, at most once a second for each connection: its secret may have changed in another process. */
  findAgain(pathToken: string): Promise<Connection | null>;
  forget(pathToken: string): void;
}

interface Remembered {
  readonly connection: Promise<Connection | null>;
  readonly readAtMs: number;
}

const REMEMBER_MS = 5_000;
const READ_AGAIN_MS = 1_000;
const REMEMBERED_MAX = 20_000;

export const createConnectionDirectory = (deps: {
  readonly uow: UnitOfWork;
  readonly keyring: Keyring;
  readonly clock: Clock;
}): ConnectionDirectory => {
  const remembered = new Map<string, Remembered>();

  const read = async (pathToken: string): Promise<Connection | null> => {
    const row = await deps.uow.readSystem(({ connectionLookup }) => connectionLookup.byPathToken(pathToken));
    if (!row?.secret) return null;
    const secret = await deps.keyring.open(row.secret, secretPlace('webhook_secret_encrypted', row.id, row.userId));
    const place = secretPlace('webhook_secret_previous_encrypted', row.id, row.userId);
    const previous =
      row.previousSecret && row.previousUntil
        ? { secret: await deps.keyring.open(row.previousSecret, place), until: row.previousUntil }
        : null;
    return { id: row.id, userId: row.userId, provider: row.provider, secret, previous };
  };

  const readNow = (pathToken: string): Promise<Connection | null> => {
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    const connection = read(pathToken);
    // A failed reading is remembered by nobody.
    connection.catch(() => remembered.delete(pathToken));
    remembered.set(pathToken, { connection, readAtMs: performance.now() });
    return connection;
  };

  const youngerThan = (pathToken: string, ageMs: number): Promise<Connection | null> => {
    const known = remembered.get(pathToken);
    return known && performance.now() - known.readAtMs < ageMs ? known.connection : readNow(pathToken);
  };

  return {
    find: (pathToken) => youngerThan(pathToken, REMEMBER_MS),
    findAgain: (pathToken) => youngerThan(pathToken, READ_AGAIN_MS),
    forget: (pathToken) => void remembered.delete(pathToken),
  };
};
