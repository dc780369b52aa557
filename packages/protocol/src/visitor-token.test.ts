import { describe, expect, it } from 'vitest';
import { signVisitorToken, type TokenKeys, verifyVisitorToken } from './visitor-token.js';

const keys: TokenKeys = ['k'.repeat(32)];
const now = 1_800_000_000_000;
const token = {
  site: 'boutique',
  visitor: '0f8fad5b-d9cb-469f-a165-70867728950e',
  proofId: '018f3c3e-2f00-7abc-8def-0123456789ab',
  purposes: ['measurement', 'personalisation'] as const,
  consentExpiresAt: now / 1000 + 100,
  expiresAt: now / 1000 + 1000,
};
const value = signVisitorToken({ ...token, purposes: [...token.purposes] }, keys);

describe('a visitor token', () => {
  it('says what was signed', () => {
    expect(verifyVisitorToken(value, 'boutique', keys, now)).toEqual(token);
  });

  it('says that it was granted under Global Privacy Control', () => {
    const given = { ...token, purposes: [...token.purposes], isUnderGpc: true };
    expect(verifyVisitorToken(signVisitorToken(given, keys), 'boutique', keys, now)).toEqual(given);
  });

  it('is accepted under an older key while keys rotate', () => {
    expect(verifyVisitorToken(value, 'boutique', ['n'.repeat(32), keys[0]], now)).toEqual(token);
  });

  it('is refused in another site, under another key, and when expired', () => {
    expect(verifyVisitorToken(value, 'autre', keys, now)).toBeUndefined();
    expect(verifyVisitorToken(value, 'boutique', ['n'.repeat(32)], now)).toBeUndefined();
    expect(verifyVisitorToken(value, 'boutique', keys, token.expiresAt * 1000)).toBeUndefined();
  });

  it('is refused when any one character is changed', () => {
    for (let index = 0; index < value.length; index++) {
      const changed = value.slice(0, index) + (value[index] === 'A' ? 'B' : 'A') + value.slice(index + 1);
      const read = verifyVisitorToken(changed, 'boutique', keys, now);
      // base64url's last character has spare bits: a change of those alone is the same token
      if (read !== undefined) expect(read).toEqual(token);
    }
    expect(verifyVisitorToken(`v1.${'A'.repeat(55)}.${'A'.repeat(32)}`, 'boutique', keys, now)).toBeUndefined();
  });

  it.each(['', 'v1', 'v1..', 'v2.a.b', '💥.💥.💥', 'v1.'.repeat(100)])('reads %j as no token', (text) => {
    expect(verifyVisitorToken(text, 'boutique', keys, now)).toBeUndefined();
  });
});
