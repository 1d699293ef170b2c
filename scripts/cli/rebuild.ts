/** `npm run rebuild -- steps|habits|goals|metrics|pets|all`: makes computed rows again from the facts and says what was different. */
import { REBUILDABLE, rebuildAll, type Rebuildable } from '#app/maintenance/rebuild.ts';
import { systemClock } from '#infra/clock.ts';
import { runCommand, UsageError, withUnitOfWork } from '../lib/command.ts';

const isRebuildable = (name: string): name is Rebuildable => REBUILDABLE.some((known) => known === name);

const parse = (args: readonly string[]): readonly Rebuildable[] => {
  if (args.length === 1 && args[0] === 'all') return REBUILDABLE;
  const wanted = args.filter(isRebuildable);
  if (wanted.length === 0 || wanted.length !== args.length) {
    throw new UsageError(`Usage: npm run rebuild -- ${[...REBUILDABLE, 'all'].join('|')}`);
  }
  return wanted;
};

await runCommand((config, args) => {
  const what = parse(args);
  return withUnitOfWork(config, async (uow) => {
    const { users, differences } = await rebuildAll(uow, what, systemClock.now);
    for (const difference of differences) console.log(difference);
    console.log(`${users} users, ${differences.length} differences${differences.length > 0 ? ', mended' : ''}`);
    return 0;
  });
});
