import { expect, it } from 'vitest';
import { signPreviewToken, verifyPreviewToken } from './preview-token.js';
import type { TokenKeys } from './visitor-token.js';

const keys: TokenKeys = ['k'.repeat(32)];
const token = { site: 'shop', offerId: 'rentree', expiresAt: 2_000_000_000 };
const now = 1_900_000_000_000;
const value = signPreviewToken(token, keys);

it('names the offer that was signed, by an older key too', () => {
  expect(verifyPreviewToken(value, 'shop', keys, now)).toBe('rentree');
  expect(verifyPreviewToken(value, 'shop', ['n'.repeat(32), ...keys], now)).toBe('rentree');
});

it.each([
  ['of another site', value, 'other', now],
  ['of another offer', value.replace('rentree', 'soldes'), 'shop', now],
  ['with another expiry', value.replace('.', '.z'), 'shop', now],
  ['expired', value, 'shop', 2_000_000_000_000],
  ['with something behind it', `${value}.x`, 'shop', now],
  ['cut short', value.slice(0, -1), 'shop', now],
  ['empty', '', 'shop', now],
  ['of another kind', 'v1.AAAA.BBBB', 'shop', now],
])('names nothing when it is %s', (_, forged, site, at) => {
  expect(verifyPreviewToken(forged, site, keys, at)).toBeUndefined();
});
