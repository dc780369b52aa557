import { expect, it } from 'vitest';
import { uuidPattern, uuidv7 } from './id.js';

it('is a UUIDv7 with the time in its first 48 bits', () => {
  const id = uuidv7(0x017f22e279b0, new Uint8Array(10).fill(0xff));
  expect(id).toBe('017f22e2-79b0-7fff-bfff-ffffffffffff');
  expect(id).toMatch(uuidPattern);
});

it('differs each time and sorts by time', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => uuidv7(1_700_000_000_000 + index));
  expect(new Set(ids).size).toBe(1000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(uuidPattern);
});
