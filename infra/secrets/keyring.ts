/**
 * Encryption at rest and sealed tokens, with jose (architecture 9). Keys are named, newest first: new secrets use the
 * first key, old ones are opened with the key they name, so that keys can be rotated without touching rows.
 */
import { base64url, EncryptJWT, FlattenedEncrypt, flattenedDecrypt, jwtDecrypt, type FlattenedJWE } from 'jose';
import type { Clock } from '../clock.ts';

/** Where a secret is stored. It is part of the encryption: a sealed value moved to another place does not open. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
  readonly user: string;
}

export interface Keyring {
  /** Encrypts a secret for one column of one row. */
  seal(plain: string, place: SecretPlace): Promise<Buffer>;
  /** @throws when the value was sealed for another place, with an unknown key, or was changed. */
  open(sealed: Buffer, place: SecretPlace): Promise<string>;
  /** A token that only we can read, for links and cookies; it says what it is for and when it ends. */
  sealToken(claims: Readonly<Record<string, unknown>>, purpose: string, seconds: number): Promise<string>;
  /** The claims, or `null` when the token is faulty, spent by time, or was made for another purpose. */
  openToken(token: string, purpose: string): Promise<Readonly<Record<string, unknown>> | null>;
}

const KEY_BYTES = 32;
const HEADER = { alg: 'dir', enc: 'A256GCM' } as const;

/** Parses `id:base64url,id:base64url` (`PAWGRESS_KEYS` or the key file), newest first. @throws {Error} naming the fault. */
export const parseKeys = (text: string): ReadonlyMap<string, Uint8Array> => {
  const keys = new Map<string, Uint8Array>();
  for (const part of text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)) {
    const [id, encoded, ...rest] = part.split(':');
    const bytes = encoded === undefined || rest.length > 0 ? undefined : Buffer.from(encoded, 'base64url');
    if (!id || bytes?.length !== KEY_BYTES) {
      throw new Error(`PAWGRESS_KEYS: each key is id:base64url of ${KEY_BYTES} bytes, and ${id || 'one'} is not`);
    }
    if (keys.has(id)) throw new Error(`PAWGRESS_KEYS: the key id ${id} is there twice`);
    keys.set(id, bytes);
  }
  if (keys.size === 0) throw new Error('PAWGRESS_KEYS names no key');
  return keys;
};

const bindingOf = (place: SecretPlace): Uint8Array =>
  new TextEncoder().encode([place.table, place.column, place.row, place.user].join('|'));

export const createKeyring = (keys: string, clock: Clock): Keyring => {
  const ring = parseKeys(keys);
  const newest = [...ring.entries()][0];
  if (!newest) throw new Error('PAWGRESS_KEYS names no key');
  const [newestId, newestKey] = newest;
  const keyOf = (header: { kid?: string | undefined } | undefined): Uint8Array => {
    const key = ring.get(header?.kid ?? '');
    if (!key) throw new Error(`sealed with the key ${header?.kid ?? '?'}, which is not in PAWGRESS_KEYS`);
    return key;
  };

  return {
    seal: async (plain, place) => {
      const jwe = await new FlattenedEncrypt(new TextEncoder().encode(plain))
        .setProtectedHeader({ ...HEADER, kid: newestId })
        .setAdditionalAuthenticatedData(bindingOf(place))
        .encrypt(newestKey);
      const { aad: _derivedAgainWhenOpened, ...stored } = jwe;
      return Buffer.from(JSON.stringify(stored));
    },
    open: async (sealed, place) => {
      const stored = JSON.parse(sealed.toString('utf8')) as FlattenedJWE;
      const bound = { ...stored, aad: base64url.encode(bindingOf(place)) };
      const { plaintext } = await flattenedDecrypt(bound, keyOf);
      return new TextDecoder().decode(plaintext);
    },
    sealToken: (claims, purpose, seconds) => {
      const now = Math.floor(Date.parse(clock.now()) / 1000);
      return new EncryptJWT({ ...claims })
        .setProtectedHeader({ ...HEADER, kid: newestId })
        .setAudience(purpose)
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .encrypt(newestKey);
    },
    openToken: async (token, purpose) => {
      try {
        const { payload } = await jwtDecrypt(token, keyOf, { audience: purpose, currentDate: new Date(clock.now()) });
        return payload;
      } catch {
        return null;
      }
    },
  };
};
