import { expect, test } from 'vitest';
import { drainOrClose } from './wait-for-store.js';

function stop(drain: (timeoutMs?: number) => Promise<boolean>, timeoutMs: number) {
  const calls: string[] = [];
  const store = {
    drain: (given?: number) => {
      calls.push(`drain ${given}`);
      return drain(given);
    },
    close: async () => {
      calls.push('close');
    },
  };
  return drainOrClose(store, timeoutMs, { warn: () => calls.push('warn') }).then(() => calls);
}

test('a stop loads for as long as it may', async () => {
  expect(await stop(async () => true, 600_000)).toEqual(['drain 600000']);
});

test('what is left after that is told', async () => {
  expect(await stop(async () => false, 600_000)).toEqual(['drain 600000', 'warn', 'close']);
});
