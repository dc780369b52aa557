import { describe, expect, it } from 'vitest';
import { signVisitorReference, verifyVisitorReference } from './visitor-reference.js';
import type { TokenKeys } from './visitor-token.js';

const keys: TokenKeys = ['k'.repeat(32)];
const now = 1_800_000_000_000;
const visitor = '0f8fad5b-d9cb-469f-a165-70867728950e';
const { reference, expiresAt } = signVisitorReference({ site: 'boutique', visitor }, keys, now);

describe('a visitor’s reference', () => {
  it('is eight groups of five digits, names the visitor, and holds a quarter of an hour', () => {
    expect(reference).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(expiresAt - now).toBe(15 * 60_000);
    expect(verifyVisitorReference(reference, 'boutique', keys, now)).toEqual({ site: 'boutique', visitor, expiresAt });
    expect(verifyVisitorReference(reference, 'boutique', keys, expiresAt - 1)).toBeDefined();
    expect(verifyVisitorReference(reference, 'boutique', keys, expiresAt)).toBeUndefined();
  });

  it('is read as people type it', () => {
    const typed = ` ${reference.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(verifyVisitorReference(typed, 'boutique', keys, now)?.visitor).toBe(visitor);
  });

  it('holds under an older key while keys rotate', () => {
    expect(verifyVisitorReference(reference, 'boutique', ['n'.repeat(32), keys[0]], now)).toBeDefined();
  });

  it.each([
    ['of another site', reference, 'autre', keys],
    ['under another key', reference, 'boutique', ['n'.repeat(32)] as const],
    ['with one digit changed', (reference[0] === '7' ? '8' : '7') + reference.slice(1), 'boutique', keys],
    ['that is longer for ever', `${reference}0`, 'boutique', keys],
    ['with what is no digit', reference.replace(/^./, 'U'), 'boutique', keys],
    ['that is empty', '', 'boutique', keys],
  ] as const)('is refused %s', (_, value, site, someKeys) => {
    expect(verifyVisitorReference(value, site, someKeys, now)).toBeUndefined();
  });
});
