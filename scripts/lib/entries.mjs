/** What the build makes of what: `dist/<name>.js` from the source file. */
export const entries = {
  'server/main': 'server/main.ts',
  'workers/main': 'workers/main.ts',
  supervisor: 'scripts/supervisor/supervise.ts',
  'cli/server': 'scripts/cli/server.ts',
  'cli/workers': 'scripts/cli/workers.ts',
  'cli/migrate': 'scripts/cli/migrate.ts',
  'cli/rebuild': 'scripts/cli/rebuild.ts',
  'cli/pets-verify': 'scripts/cli/pets-verify.ts',
  'cli/backup': 'scripts/cli/backup.ts',
  'cli/restore': 'scripts/cli/restore.ts',
  'cli/user': 'scripts/cli/user.ts',
  'cli/demo': 'scripts/cli/demo.ts',
};

/** Names that `scripts/run.mjs` takes. */
export const commands = Object.keys(entries)
  .filter((name) => name.startsWith('cli/'))
  .map((name) => name.slice('cli/'.length));
