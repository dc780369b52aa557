import { expect, it } from 'vitest';
import { pruneLooks } from './prune-looks.js';

it('deletes looks at the start and each day, though a day fails, until it is closed', async () => {
  const days: number[] = [];
  const told: unknown[] = [];
  let now = 0;
  await new Promise<void>((resolve) => {
    const pruning = pruneLooks({
      accounts: {
        looks: {
          prune: async (at) => {
            days.push(at / 86_400_000);
            if (days.length === 2) throw new Error('busy');
          },
        },
      },
      clock: () => now,
      wait: async (milliseconds) => {
        now += milliseconds;
        if (days.length < 3) return;
        pruning.close();
        resolve();
      },
      logger: { warn: (what: object) => told.push(what) },
    });
  });
  expect(days).toEqual([0, 1, 2]);
  expect(told).toMatchObject([{ err: { message: 'busy' } }]);
});
