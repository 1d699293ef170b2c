/** `npm run pets:verify`: replays every pet's ledger; exit code 1 when one is not what its ledger says. */
import { verifyPets } from '#app/maintenance/verify-pets.ts';
import { runCommand, withUnitOfWork } from '../lib/command.ts';

await runCommand((config) =>
  withUnitOfWork(config, async (uow) => {
    const { pets, events, differences } = await verifyPets(uow);
    for (const { petId, userId, what } of differences) {
      console.log(`pet ${petId} of user ${userId}: ${what.join(', ')}`);
    }
    console.log(`${pets} pets, ${events} events, ${differences.length} differences`);
    return differences.length === 0 ? 0 : 1;
  }),
);
