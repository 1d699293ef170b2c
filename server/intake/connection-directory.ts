/** Connections by the token in their path, with their secrets opened: remembered for seconds, since intake is hot. */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import { atMost } from '#infra/at-most.ts';
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
  /** `null`: there is no such connection. @throws what the database does, `unavailable` when it does not answer */
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
/** GitHub hangs up after ten seconds. */
const READ_MAX_MS = 4_000;
const RETRY_AFTER = 5;

export const createConnectionDirectory = (deps: {
  readonly uow: UnitOfWork;
  readonly keyring: Keyring;
  readonly clock: Clock;
}): ConnectionDirectory => {
  const remembered = new Map<string, Remembered>();

  const read = async (pathToken: string): Promise<Connection | null> => {
    const reading = deps.uow.readSystem(({ connectionLookup }) => connectionLookup.byPathToken(pathToken));
    const answer = await atMost(
      READ_MAX_MS,
      reading.then((row) => ({ row })),
    );
    if (!answer) {
      throw new DomainError('unavailable', { detail: 'The database does not answer.', retryAfter: RETRY_AFTER });
    }
    const { row } = answer;
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
    // Behind all others: what was read longest ago is forgotten first.
    remembered.delete(pathToken);
    if (remembered.size >= REMEMBERED_MAX) {
      const [oldest = ''] = remembered.keys();
      remembered.delete(oldest);
    }
    const entry = { connection: read(pathToken), readAtMs: performance.now() };
    remembered.set(pathToken, entry);
    // A failed reading is remembered by nobody.
    entry.connection.catch(() => {
      if (remembered.get(pathToken) === entry) remembered.delete(pathToken);
    });
    return entry.connection;
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
