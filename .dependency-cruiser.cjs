/** The layering table of docs/adr/0001-layers.md, enforced. Every rule has a planted violation in test/layers.test.ts. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const test = '(\\.test\\.ts$|^test/)';
const drivers = '(^|/)node_modules/(knex|pg|bullmq|ioredis)/';

module.exports = {
  forbidden: [
    rule('no-circular', 'A cycle has no first file to read.', {}, { circular: true }),
    rule(
      'core-is-pure',
      'core/ has no I/O: it runs in Node and in the browser.',
      { path: '^core/', pathNot: test },
      {
        path: '^(app|infra|server|workers|web|migrations|scripts|bench)/|node_modules/(express|knex|pg|bullmq|ioredis|passport)',
      },
    ),
    rule(
      'core-no-node-io',
      'core/ does not touch the machine.',
      { path: '^core/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'domain-is-the-centre',
      'The rules know nothing of ours.',
      { path: '^core/domain/' },
      {
        path: '^core/(contract|jobs|providers)/',
      },
    ),
    rule(
      'providers-are-islands',
      'One folder per provider.',
      { path: '^core/providers/([^/]+)/' },
      {
        path: '^core/providers/([^/]+)/',
        pathNot: '^core/providers/$1/',
      },
    ),
    rule('infra-no-upward', 'Adapters decide nothing.', { path: '^infra/' }, { path: '^(app|server|workers|web)/' }),
    rule('app-no-upward', 'Use cases know no process.', { path: '^app/' }, { path: '^(server|workers|web)/' }),
    rule('server-not-workers', 'They meet in tables.', { path: '^server/' }, { path: '^workers/' }),
    rule('workers-not-server', 'They meet in tables.', { path: '^workers/' }, { path: '^server/' }),
    rule(
      'web-sees-little',
      'The page talks to the API only.',
      { path: '^web/' },
      {
        path: '^(app|server|workers|infra|migrations|core/(jobs|providers))/',
      },
    ),
    rule(
      'drivers-only-in-infra',
      'One place talks to PostgreSQL and Redis.',
      {
        path: '^(app|server|workers)/',
        pathNot: test,
      },
      { path: drivers },
    ),
    rule(
      'no-unlisted',
      'Everything that is imported is in package.json.',
      {},
      {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // A virtual module is made by the build's plugin.
    exclude: { path: '^(dist|docs)/|^virtual:' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'node', 'default'],
      extensions: ['.ts', '.svelte', '.svelte.ts', '.mjs', '.js', '.json'],
    },
  },
};
