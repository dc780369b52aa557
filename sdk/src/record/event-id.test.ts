import { uuidPattern } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { newEventId } from './event-id.js';

it('is a UUIDv7 whose first 48 bits are the time', () => {
  const id = newEventId(0x0192_1234_5678, 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee');
  expect(id).toBe('01921234-5678-7ccc-8ddd-eeeeeeeeeeee');
  expect(id).toMatch(uuidPattern);
});

it('is another one each time', () => {
  expect(newEventId(1)).not.toBe(newEventId(1));
});
