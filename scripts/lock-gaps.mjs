/** Fails when the lock file lacks a package that another platform needs, or names a registry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockGaps } from './lib/lock-gaps.mjs';
import { root } from './lib/project.mjs';

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const addresses = Object.entries(lock.packages)
  .filter(([, { resolved }]) => resolved)
  .map(([path]) => `${path} names its registry`);
const faults = [...lockGaps(lock), ...addresses];
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
