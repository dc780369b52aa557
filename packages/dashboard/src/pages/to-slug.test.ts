import { slug } from '@sillage/protocol/definition-schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toSlug } from './to-slug.js';

it.each([
  ['Été à vélo !', 'ete-a-velo'],
  ['  --- ', ''],
  ['Back after 30 days', 'back-after-30-days'],
])('%j is %j', (name, id) => {
  expect(toSlug(name)).toBe(id);
});

it('is an id that the server takes, or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
      const id = toSlug(name);
      expect(id === '' || slug.safeParse(id).success).toBe(true);
    }),
  );
});
