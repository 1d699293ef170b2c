/** `npm run user -- list | reset-password <email> | delete <email> [--yes]` */
import { parseArgs } from 'node:util';
import { deleteUser, findUser, listUsers, makePassword, resetPassword } from '#app/maintenance/users.ts';
import { systemClock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import { ask, isTerminal } from '../lib/ask.ts';
import { runCommand, UsageError, withUnitOfWork } from '../lib/command.ts';

const USAGE = `Usage: npm run user -- list
       npm run user -- reset-password <email>   asks for the new password, or makes one when nobody can be asked
       npm run user -- delete <email> [--yes]   erases the account with everything it owns`;

const list = async (uow: UnitOfWork): Promise<number> => {
  const users = await listUsers(uow);
  for (const user of users) {
    const name = user.displayName ?? '';
    console.log([user.email, name, user.petName ?? '(no pet)', `${user.events} events`, user.createdAt].join('\t'));
  }
  console.log(`${users.length} users`);
  return 0;
};

const reset = async (uow: UnitOfWork, email: string): Promise<number> => {
  const user = await findUser(uow, email);
  const typed = isTerminal() ? await ask('New password (empty: make one): ', { hidden: true }) : '';
  const password = typed || makePassword();
  const ended = await resetPassword(uow, user, password, systemClock.now());
  console.log(`${user.email} has a new password, and ${ended} sign-ins ended.`);
  if (!typed) console.log(`Password: ${password}`);
  return 0;
};

const remove = async (uow: UnitOfWork, email: string, sure: boolean): Promise<number> => {
  const user = await findUser(uow, email);
  if (!sure) {
    if (!isTerminal()) throw new UsageError('Nothing was deleted: nobody can be asked, and --yes was not given.');
    const answer = await ask(
      `This erases ${user.email}, ${user.petName ?? 'no pet'}, ${user.events} events. Type the address again: `,
    );
    if (answer.trim().toLowerCase() !== user.email.toLowerCase()) {
      console.log('Nothing was deleted.');
      return 1;
    }
  }
  await deleteUser(uow, user);
  console.log(`${user.email} is deleted.`);
  return 0;
};

await runCommand((config, args) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { yes: { type: 'boolean' } },
    allowPositionals: true,
    strict: true,
  });
  const [action, email] = positionals;
  return withUnitOfWork(config, (uow) => {
    if (action === 'list') return list(uow);
    if (action === 'reset-password' && email) return reset(uow, email);
    if (action === 'delete' && email) return remove(uow, email, values.yes === true);
    throw new UsageError(USAGE);
  });
});
