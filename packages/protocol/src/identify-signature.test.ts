import { expect, it } from 'vitest';
import { isIdentifySigned, signIdentify } from './identify-signature.js';

const claim = { site: 'boutique', customerId: 'c-42', expiresAt: 1_800_000_000 };
const now = 1_799_999_000_000;
const signature = signIdentify(claim, 'secret');

it('holds for what was signed, until it expires', () => {
  expect(isIdentifySigned(claim, signature, ['new', 'secret'], now)).toBe(true);
  expect(isIdentifySigned(claim, signature, ['secret'], claim.expiresAt * 1000)).toBe(false);
});

it.each([
  ['another customer', { ...claim, customerId: 'c-43' }],
  ['another site', { ...claim, site: 'autre' }],
  ['a later expiry', { ...claim, expiresAt: claim.expiresAt + 1 }],
])('does not hold for %s', (_, forged) => {
  expect(isIdentifySigned(forged, signature, ['secret'], now)).toBe(false);
});

it.each(['', 'zz', signature.slice(2), 'ab'.repeat(32)])('reads %j as no signature of ours', (text) => {
  expect(isIdentifySigned(claim, text, ['secret'], now)).toBe(false);
});
