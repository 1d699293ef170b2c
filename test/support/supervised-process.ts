/** A process for the tests of infra/process: does what its first argument says. */
import { joinSupervisor } from '../../infra/process/supervised.ts';

const { ready } = joinSupervisor();
const manner = process.argv[2];

if (manner === 'fails') process.exit(3);
if (manner === 'stubborn') process.on('SIGTERM', () => undefined);
else process.once('SIGTERM', () => process.exit(0));
if (manner !== 'silent') ready();
setInterval(() => undefined, 60_000);
