/** `npm run <command>`: installs and builds if needed, then runs `dist/cli/<command>.js` with the remaining arguments. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commands } from './lib/entries.mjs';
import { loadEnvFile, prepare, root } from './lib/project.mjs';

const [command = ''] = process.argv.splice(2, 1);
if (!commands.includes(command)) {
  console.error(`There is no command ${command || '(none given)'}. There are: ${commands.join(', ')}.`);
  process.exit(1);
}
process.chdir(root);
prepare();
loadEnvFile();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'dist', 'cli', `${command}.js`)).href);
