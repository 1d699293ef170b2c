/** `npm run bench -- ingest|drain|live|reads|today|erase [--quick] [--profile]`: measures the product beside its limit and its baseline. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drain } from './drain.ts';
import { erase } from './erase.ts';
import { ingest } from './ingest.ts';
import { live } from './live.ts';
import { reads } from './reads.ts';
import { today } from './today.ts';
import type { Bench } from './support/context.ts';
import { startBenchServer } from './support/database.ts';
import { publish } from './support/report.ts';

const benches: Readonly<Record<string, Bench>> = { ingest, drain, live, reads, today, erase };
const root = join(import.meta.dirname, '..');

const [name = '', ...flags] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!bench || flags.some((flag) => !['--quick', '--profile'].includes(flag))) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--quick] [--profile]`);
  process.exit(2);
}
const quick = flags.includes('--quick');
const folder = mkdtempSync(join(tmpdir(), `pawgress bench-`));
const endings: (() => Promise<void> | void)[] = [];
const end = async (): Promise<void> => {
  for (const work of endings.splice(0).reverse()) await work();
};
process.on('SIGINT', () => void end().finally(() => process.exit(130)));

let failed = false;
try {
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startBenchServer(folder);
  endings.push(() => postgres.stop());
  const report = await bench({
    root,
    folder,
    quick,
    profiles: flags.includes('--profile') ? join(root, 'bench', 'results') : null,
    postgres,
    size: (full, small) => (quick ? small : full),
    say: (line) => console.error(`  ${line}`),
    onEnd: (work) => void endings.push(work),
  });
  // Missed targets are figures, not faults: the exit code says whether what was measured was right.
  publish(root, name, quick, report);
} catch (error) {
  failed = true;
  console.error(error);
}
await end();
process.exit(failed ? 1 : 0);
