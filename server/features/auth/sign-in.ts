/** Accounts and sign-ins: everything that has to do with a password (architecture 9). */
import { z } from 'zod';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import { isTimezone } from '#core/domain/time/day.ts';
import { toDomainError } from '#infra/db/pg-errors.ts';
import { hashPassword, verifyPassword } from '#infra/secrets/password.ts';
import type { AccountRow } from '#infra/stores/account-store.ts';
import type { ServerDeps } from '../../deps.ts';
import { hashToken, newSecretToken, SESSION_IDLE_MS, SESSION_MAX_MS } from '../../http/authenticate.ts';

export interface Device {
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly requestId: string;
}

export interface SignedIn {
  readonly user: AccountRow;
  /** The session's secret, for the cookie. */
  readonly token: string;
}

const RESET_PURPOSE = 'password-reset';
const RESET_SECONDS = 60 * 60;
const ResetClaims = z.object({ user: z.uuid(), binding: z.string() });
/** Verified when an address is unknown, so that both answers take the same time. */
const nobody = hashPassword(newSecretToken());

const wrong = () =>
  new DomainError('unauthenticated', {
    field: 'password',
    detail: 'That e-mail address and password do not go together.',
  });

export const assertTimezone = (timezone: string | undefined): void => {
  if (timezone !== undefined && !isTimezone(timezone)) {
    throw new DomainError('timezone_invalid', {
      field: 'timezone',
      detail: `${timezone} is no IANA time zone, such as Europe/Berlin.`,
    });
  }
};

export const createSignIn = (deps: ServerDeps) => {
  const { uow, newId, keyring, config, mailer } = deps;

  const openSession = async (user: AccountRow, device: Device, now: Instant): Promise<SignedIn> => {
    const token = newSecretToken();
    const later = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
    await uow.forUser(user.id, ({ sessions }) =>
      sessions.insert({
        id: newId(),
        tokenHash: hashToken(token),
        userAgent: device.userAgent,
        ip: device.ip,
        now,
        idleExpiresAt: later(SESSION_IDLE_MS),
        expiresAt: later(SESSION_MAX_MS),
      }),
    );
    return { user, token };
  };

  /** Ties a reset link to the password it resets: a changed password makes it void. */
  const bindingOf = (passwordHash: string | null): string => hashToken(passwordHash ?? '').toString('base64url');

  const isFirstVisit = async (): Promise<boolean> => !(await uow.readSystem(({ signIn }) => signIn.hasAccounts()));
  const isOpen = async (): Promise<boolean> =>
    config.registration === 'open' || (config.registration === 'first' && (await isFirstVisit()));

  return {
    isOpen,
    isFirstVisit,

    /** @throws {DomainError} `forbidden` when registration is closed, `email_taken`, `timezone_invalid` */
    register: async (
      input: {
        readonly email: string;
        readonly password: string;
        readonly display_name?: string | undefined;
        readonly timezone?: string | undefined;
      },
      device: Device,
      now: Instant,
    ): Promise<SignedIn> => {
      assertTimezone(input.timezone);
      const closed = new DomainError('forbidden', {
        detail: 'Registration is closed on this server. Ask whoever runs it.',
      });
      if (!(await isOpen())) throw closed;
      const passwordHash = await hashPassword(input.password);
      const id = newId();
      const user = await uow
        .system(async ({ signIn }) => {
          if (config.registration === 'first') {
            await signIn.lockFirstAccount();
            if (await signIn.hasAccounts()) throw closed;
          }
          const [displayName, timezone] = [input.display_name ?? null, input.timezone ?? 'UTC'];
          await signIn.insertAccount({ id, email: input.email, passwordHash, displayName, timezone, now });
          return signIn.byId(id);
        })
        .catch((error: unknown) => {
          throw toDomainError(error);
        });
      if (!user) throw new Error('an account that was made cannot be read');
      await uow.forUser(id, ({ audit }) => audit.append({ requestId: device.requestId, type: 'account.registered' }));
      return openSession(user, device, now);
    },

    /** @throws {DomainError} `unauthenticated`, the same for an unknown address and a wrong password */
    signIn: async (email: string, password: string, device: Device, now: Instant): Promise<SignedIn> => {
      const user = await uow.readSystem(({ signIn }) => signIn.byEmail(email));
      const matches = await verifyPassword(user?.passwordHash ?? (await nobody), password);
      if (!user || user.passwordHash === null || !matches) throw wrong();
      return openSession(user, device, now);
    },

    /** @throws {DomainError} `forbidden` naming `field` when it is not the user's password */
    assertPassword: async (userId: string, password: string, field: string): Promise<void> => {
      const stored = await uow.readUser(userId, ({ account }) => account.passwordHash());
      if (stored === null || !(await verifyPassword(stored, password))) {
        throw new DomainError('forbidden', { field, detail: 'That is not your present password.' });
      }
    },

    /** Sets a password and signs out every browser but `keepSession`. */
    setPassword: async (
      userId: string,
      password: string,
      keepSession: string | null,
      device: Device,
      now: Instant,
    ): Promise<void> => {
      const passwordHash = await hashPassword(password);
      await uow.forUser(userId, async ({ account, sessions, audit }) => {
        await account.setPasswordHash(passwordHash);
        await sessions.revokeOthers(keepSession, now);
        await audit.append({ requestId: device.requestId, type: 'password.changed' });
      });
    },

    /**
     * Sends a reset link when the address is known. The caller does not wait for it, so that the answer says nothing.
     * @throws {DomainError} `unavailable` when no mail server is configured
     */
    sendReset: async (email: string): Promise<void> => {
      if (!mailer) {
        throw new DomainError('unavailable', {
          detail: 'This server sends no e-mail. Ask whoever runs it to reset your password.',
        });
      }
      const user = await uow.readSystem(({ signIn }) => signIn.byEmail(email));
      if (!user) return;
      const claims = { user: user.id, binding: bindingOf(user.passwordHash) };
      const token = await keyring.sealToken(claims, RESET_PURPOSE, RESET_SECONDS);
      await mailer.send({
        to: user.email,
        subject: 'Your new Pawgress password',
        text:
          `Somebody, probably you, asked for a new password for Pawgress.\n\nChoose one here within an hour:\n` +
          `${config.publicUrl}/reset#${token}\n\nIf it was not you, nothing has to be done: your password stays as it is.\n`,
      });
    },

    /** The user a reset link is for. @throws {DomainError} `forbidden` when it is spent or over */
    userOfReset: async (token: string): Promise<string> => {
      const claims = ResetClaims.safeParse(await keyring.openToken(token, RESET_PURPOSE)).data;
      const user = claims && (await uow.readSystem(({ signIn }) => signIn.byId(claims.user)));
      if (!claims || !user || bindingOf(user.passwordHash) !== claims.binding) {
        throw new DomainError('forbidden', {
          field: 'token',
          detail: 'This link has been used or is older than an hour. Ask for a new one.',
        });
      }
      return user.id;
    },
  };
};
