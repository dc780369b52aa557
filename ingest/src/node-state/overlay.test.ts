import { expect, test } from 'vitest';
import { Overlay } from './overlay.js';

const site = 'boutique';

test('of each key the last durable put is taken, and none is lost that comes after', () => {
  const overlay = new Overlay<string>();
  for (const [frame, id, value] of [
    [1, 'a', 'a1'],
    [1, 'b', 'b1'],
    [2, 'a', 'a2'],
    [3, 'a', 'a3'],
  ] as const) {
    overlay.put(site, id, { value, frame });
  }
  overlay.markDurable(2);
  const taken = overlay.takeDurable();
  expect(taken.map(({ value }) => value)).toEqual(['b1', 'a2']);
  overlay.put(site, 'b', { value: 'b4', frame: 4 });
  overlay.markDurable(4);
  overlay.forget(taken, 2);
  expect([overlay.get(site, 'a'), overlay.get(site, 'b')]).toEqual(['a3', 'b4']);
  const rest = overlay.takeDurable();
  expect(rest.map(({ value }) => value)).toEqual(['a3', 'b4']);
  overlay.forget(rest, 4);
  expect(overlay.size).toBe(0);
});
