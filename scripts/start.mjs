/** `npm start`: everything a bare clone needs, then the supervisor. `npm run dev` is the same from the sources. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadEnvFile, prepare, root } from './lib/project.mjs';

const HELP = `npm start             installs, builds, starts PostgreSQL, server and workers
npm start -- --help   this text
npm run dev           the same from the sources, started again when they change

Settings come from the environment, or from a file .env beside package.json (see .env.example):
  PORT            3000                   where the page and the API are
  HOST            127.0.0.1              0.0.0.0 lets other machines in
  PUBLIC_URL      http://localhost:PORT  the address people and webhooks reach it at
  DATA_DIR        .data                  database, keys
  DATABASE_URL    (embedded PostgreSQL)  a PostgreSQL of your own, 15 or newer
  REDIS_URL       (queue in PostgreSQL)  a Redis for the queue, 6.2 or newer
  REGISTRATION    first                  who may register: open, first (one account), closed`;

const known = new Set(['--help', '-h', '--dev']);
const options = process.argv.slice(2);
const unknown = options.filter((option) => !known.has(option));
if (unknown.length > 0 || options.includes('--help') || options.includes('-h')) {
  if (unknown.length > 0) console.error(`There is no option ${unknown.join(' ')}.\n`);
  console.log(HELP);
  process.exit(unknown.length > 0 ? 1 : 0);
}

process.chdir(root);
const development = options.includes('--dev');
prepare({ build: !development, development });
loadEnvFile();
process.setSourceMapsEnabled(true);
if (development) (await import('tsx/esm/api')).register();
const file = development ? join(root, 'scripts', 'supervisor', 'supervise.ts') : join(root, 'dist', 'supervisor.js');
const { supervise } = await import(pathToFileURL(file).href);
await supervise({ root, development });
