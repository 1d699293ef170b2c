import { defineConfig } from 'vitest/config';

/**
 * `unit`: pure, no process is started. `database`: real PostgreSQL, one template database cloned per file.
 * `e2e`: whole processes and a real browser, one file at a time.
 */
const alias = [
  { find: /^#core\//, replacement: `${import.meta.dirname}/core/` },
  { find: /^#app\//, replacement: `${import.meta.dirname}/app/` },
  { find: /^#infra\//, replacement: `${import.meta.dirname}/infra/` },
];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{core,app,infra,server,workers,scripts,web,bench,test}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/*.e2e.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{core,app,infra,server,workers,scripts,migrations,test}/**/*.db.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
