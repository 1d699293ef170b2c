/** The operator's hand on accounts: for who lost a password where no e-mail can be sent, and for who asks to be forgotten. */
import { randomBytes } from 'node:crypto';
import type { Instant } from '#core/domain/event.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import { newId } from '#infra/ids.ts';
import { hashPassword } from '#infra/secrets/password.ts';
import type { ListedUser } from '#infra/stores/maintenance/user-directory-store.ts';

/** There is no account with this address. */
export class UnknownUserError extends Error {
  constructor(email: string) {
    super(`There is no account with the address ${email}. The command "list" shows all.`);
  }
}

const SHORTEST = 8;

export const listUsers = (uow: UnitOfWork): Promise<readonly ListedUser[]> =>
  uow.readSystem(({ userDirectory }) => userDirectory.list());

/** @throws {UnknownUserError} */
export const findUser = async (uow: UnitOfWork, email: string): Promise<ListedUser> => {
  const user = await uow.readSystem(({ userDirectory }) => userDirectory.byEmail(email));
  if (!user) throw new UnknownUserError(email);
  return user;
};

/** A password nobody has to think of: 96 random bits. */
export const makePassword = (): string => randomBytes(12).toString('base64url');

/** Sets a password and ends every sign-in of the user. Returns how many ended. @throws {Error} when it is too short. */
export const resetPassword = async (
  uow: UnitOfWork,
  user: ListedUser,
  password: string,
  now: Instant,
): Promise<number> => {
  if ([...password].length < SHORTEST) throw new Error(`A password has at least ${SHORTEST} characters.`);
  const hashed = await hashPassword(password);
  return uow.forUser(user.id, async ({ accountAdmin }) => {
    const ended = await accountAdmin.resetPassword(hashed, now);
    await accountAdmin.record('user.password_reset', `cli-${newId()}`, { by: 'operator', sessions_ended: ended });
    return ended;
  });
};

/** Erases the account with everything it owns. Nothing of it is kept. */
export const deleteUser = (uow: UnitOfWork, user: ListedUser): Promise<void> =>
  uow.forUser(user.id, ({ accountAdmin }) => accountAdmin.erase());
