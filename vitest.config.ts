import { defineConfig } from 'vitest/config';

/** Tests import the sources of the workspace's packages, so that no build stands between an edit and its test. */
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'] } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'units',
          include: ['{packages/*,ingest,sdk,examples/*}/src/**/*.test.ts'],
          exclude: ['**/*.contract.test.ts', '**/dist/**', '**/node_modules/**'],
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'contracts',
          include: ['{packages/*,ingest}/src/**/*.contract.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/**/*.e2e.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
