import { type Warehouse, WarehouseError } from '@sillage/warehouse';
import { expect, it } from 'vitest';
import { openReconnecting } from './reconnecting-warehouse.js';

const away = new WarehouseError('unavailable', 'away');
const warehouse = { ping: async () => true, close: async () => undefined } as unknown as Warehouse;

it('starts without ClickHouse, and has it as soon as it answers', async () => {
  const outcomes = [away, new WarehouseError('too_old', 'old'), warehouse];
  const failures: string[] = [];
  let proceed: () => void = () => undefined;
  const opened = await openReconnecting({
    open: async () => {
      const outcome = outcomes.shift();
      if (outcome instanceof WarehouseError) throw outcome;
      return outcome as Warehouse;
    },
    wait: () =>
      new Promise((resolve) => {
        proceed = resolve;
      }),
    onFailure: (error) => failures.push(error.code),
  });
  expect(await opened.ping()).toBe(false);
  await expect(opened.history({ site: 's', customerId: 'c', limit: 1 })).rejects.toMatchObject({ code: 'unavailable' });
  proceed();
  await expect.poll(() => failures).toEqual(['unavailable', 'too_old']);
  proceed();
  await expect.poll(() => opened.ping()).toBe(true);
});

it.each(['too_old', 'locked', 'migration', 'refused'] as const)(
  'fails at once where waiting mends nothing: %s',
  async (code) => {
    const open = () => Promise.reject(new WarehouseError(code, code));
    await expect(
      openReconnecting({ open, wait: async () => undefined, onFailure: () => undefined }),
    ).rejects.toMatchObject({
      code,
    });
  },
);

it('stops trying when it is closed', async () => {
  const opened = await openReconnecting({
    open: () => Promise.reject(away),
    wait: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    onFailure: () => undefined,
  });
  await opened.close();
  expect(await opened.ping()).toBe(false);
});
