import { uuidPattern } from '@sillage/protocol';
import { expect, test } from 'vitest';
import { customerVisitor, deriveId, toUuidV4 } from './derived-id.js';

test('a derived id is a UUIDv8, the same for the same parts and no others', () => {
  const id = deriveId('event', 'boutique', 'till', 'A-1');
  expect(id).toMatch(uuidPattern);
  expect(id[14]).toBe('8');
  expect(deriveId('event', 'boutique', 'till', 'A-1')).toBe(id);
  const others = [deriveId('event', 'boutique', 'tillA-1'), deriveId('event', 'boutique', 'till', 'A', '1')];
  expect(others).not.toContain(id);
  expect(customerVisitor('boutique', 'c-1')).not.toBe(customerVisitor('outlet', 'c-1'));
});

test('a random id is a UUIDv4', () => {
  expect(toUuidV4(new Uint8Array(16).fill(0xff))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  expect(toUuidV4(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000');
});
