import { defineConfig } from 'vitest/config';
import { BaseSequencer, type Reporter, type TestSpecification } from 'vitest/node';

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

/** Files of half a minute and more, the longest first. */
const longest = [
  'segments.contract.test.ts',
  'warehouse/src/erasure.contract.test.ts',
  'hostile-text.contract.test.ts',
  'start-server.contract.test.ts',
  'faults.e2e.test.ts',
  'boutique-offer.e2e.test.ts',
  'consent-traps.e2e.test.ts',
  'consent-cmps.e2e.test.ts',
  'segments-and-offers.e2e.test.ts',
  'next-storefront.e2e.test.ts',
  'show-slots.e2e.test.ts',
  'exposure.e2e.test.ts',
  'boutique.e2e.test.ts',
  'consent.e2e.test.ts',
];

/** Where no run is remembered, Vitest starts with the largest files: a long one would then run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return found < 0 ? longest.length : found;
    };
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || place(a) - place(b));
  }
}

/** The groups run one after the other: what is quick to fail comes first, and a browser has the machine for itself. */
export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'units',
          include: ['{packages/*,ingest,sdk,examples/*}/src/**/*.test.{ts,tsx}'],
          exclude: ['**/*.contract.test.ts', '**/dist/**', '**/node_modules/**'],
          // by default a machine of two processors uses one of them
          maxWorkers: '100%',
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
