import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, sealOf, unseal } from './sealed-visitor.js';

const visitor = randomUUID();
const own = sealOf('boutique', visitor);

test.each(['', '[[],null]', 'Éléonore, cliente nº 7'.repeat(40)])(
  'what was sealed comes back by its visitor’s id: %s',
  (text) => {
    const sealed = seal(text, own);
    expect(unseal(sealed, sealOf('boutique', visitor))).toBe(text);
    if (text !== '') expect(sealed.includes(text)).toBe(false);
  },
);

test.each([
  ['another visitor', sealOf('boutique', randomUUID())],
  ['the same id on another site', sealOf('elsewhere', visitor)],
])('%s opens nothing of it', (_, other) => {
  expect(() => unseal(seal('customer-7', own), other)).toThrow();
  expect(other.name).not.toBe(own.name);
});

test('the name does not hold the id', () => {
  const bytes = Buffer.from(visitor.replaceAll('-', ''), 'hex');
  expect(own.name).not.toContain(visitor);
  expect(Buffer.from(own.name, 'base64url').equals(bytes)).toBe(false);
});

test('sealed twice, the same text looks different', () => {
  expect(seal('x', own).equals(seal('x', own))).toBe(false);
});
