import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';

/** Tests import the sources of the workspace's packages, so that no build stands between an edit and its test. */
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'] } };

/** Ends a run with `N passed, N failed` on a line of its own; a file that could not be read counts as one failed. */
const closingLine: Reporter = {
  onTestRunEnd(modules, errors) {
    const states = modules.flatMap((module) => {
      const tests = [...module.children.allTests()].map((test) => test.result().state);
      return module.state() === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests;
    });
    const count = (state: string) => states.filter((each) => each === state).length;
    process.stdout.write(`\n${count('passed')} passed, ${count('failed') + errors.length} failed\n`);
  },
};

/** The groups run one after the other: what is quick to fail comes first, and a browser has the machine for itself. */
export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'units',
          include: ['{packages/*,ingest,sdk,examples/*}/src/**/*.test.{ts,tsx}'],
          exclude: ['**/*.contract.test.ts', '**/dist/**', '**/node_modules/**'],
          // no test is of time: a slow machine is no failure
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'contracts',
          include: ['{packages/*,ingest}/src/**/*.contract.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/{,slots/,dashboard/}*.e2e.test.ts', 'examples/*/e2e/*.e2e.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
