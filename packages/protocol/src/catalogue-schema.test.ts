import { expect, it } from 'vitest';
import { catalogueProductSchema, catalogueRemovalSchema, productIdRulesSchema } from './catalogue-schema.js';

const tent = { id: 'T-1', name: 'Tente' };
const pointers = (given: unknown) =>
  catalogueProductSchema.safeParse(given).error?.issues.map(({ path }) => path.join('/'));

it('takes labels for topics and dates for times', () => {
  const given = { ...tent, topics: 'Tentes > Ultra-légères, Nouveautés', releasedAt: '2026-03-01' };
  expect(catalogueProductSchema.parse(given)).toEqual({
    ...tent,
    topics: ['tentes/ultra-legeres', 'nouveautes'],
    releasedAt: Date.UTC(2026, 2, 1),
  });
  expect(catalogueProductSchema.parse({ ...tent, releasedAt: '2026-03-01T10:00:00+02:00' }).releasedAt).toBe(
    Date.UTC(2026, 2, 1, 8),
  );
});

it.each([
  ['id', ''],
  ['id', 'x'.repeat(129)],
  ['id', 7],
  ['id', 'a\ud800'],
  ['name', ' '],
  ['url', 'javascript:alert(1)'],
  ['url', '//evil.example/x'],
  ['image', 'data:image/png;base64,AAAA'],
  ['image', '/\\evil.example'],
  ['priceMinor', 1.5],
  ['priceMinor', -1],
  ['priceMinor', '10'],
  ['currency', 'euro'],
  ['marginMinor', 1e13],
  ['stock', -1],
  ['stock', 'some'],
  ['topics', 7],
  ['topics', ['a/b/c/d/e']],
  ['releasedAt', 'yesterday'],
])('refuses %s: %j', (field, value) => {
  expect(pointers({ ...tent, [field]: value })?.every((path) => path.startsWith(field))).toBe(true);
});

it('refuses a field that it does not know, so that its value is not lost silently', () => {
  expect(catalogueProductSchema.safeParse({ ...tent, price: 10 }).error?.issues[0]?.message).toContain('price');
  expect(catalogueRemovalSchema.safeParse({ id: 'T-1', isRemoved: true }).success).toBe(true);
  expect(catalogueRemovalSchema.safeParse({ id: 'T-1', isRemoved: false }).success).toBe(false);
});

it('bounds the rules of ids', () => {
  expect(productIdRulesSchema.parse({})).toEqual({ ignoresCase: false, prefixes: [], suffixes: [] });
  expect(productIdRulesSchema.safeParse({ prefixes: [''] }).success).toBe(false);
  expect(productIdRulesSchema.safeParse({ variantSeparator: '' }).success).toBe(false);
});
