import { expect, test } from 'vitest';
import { IdOverlay } from './id-overlay.js';

test('ids are known at once, in their site alone, and until the store below has them', () => {
  const overlay = new IdOverlay();
  overlay.put('shop', 'a', 1);
  overlay.put('shop', 'b', 1);
  overlay.put('outlet', 'a', 1);
  overlay.put('shop', 'c', 2);
  expect([overlay.has('shop', 'a'), overlay.has('shop', 'c'), overlay.has('outlet', 'b')]).toEqual([true, true, false]);
  overlay.markDurable(1);
  const taken = overlay.takeDurable();
  expect(taken).toMatchObject([
    { site: 'shop', ids: ['a', 'b'] },
    { site: 'outlet', ids: ['a'] },
  ]);
  overlay.forget(taken);
  expect([overlay.has('shop', 'a'), overlay.has('shop', 'c'), overlay.size]).toEqual([false, true, 1]);
});

test('a rollback takes back what is not durable, and nothing that an earlier frame brought', () => {
  const overlay = new IdOverlay();
  overlay.put('shop', 'a', 1);
  overlay.markDurable(1);
  overlay.put('shop', 'a', 2);
  overlay.put('shop', 'b', 2);
  overlay.rollback();
  expect([overlay.has('shop', 'a'), overlay.has('shop', 'b')]).toEqual([true, false]);
  expect(overlay.takeDurable()).toMatchObject([{ ids: ['a'] }]);
});
