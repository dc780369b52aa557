import { expect, test } from 'vitest';
import { secretKey, siteOf } from '../testing/ingest-harness.js';
import { isSecretKey } from './secret-key.js';

test.each([
  [`Bearer ${secretKey}`, true],
  [`bearer  ${secretKey}`, true],
  [`Bearer ${secretKey}x`, false],
  [`Basic ${secretKey}`, false],
  ['Bearer', false],
  ['', false],
  [undefined, false],
])('%s is a secret key: %s', (authorization, expected) => {
  expect(isSecretKey(siteOf(), authorization)).toBe(expected);
});

test('while keys are rotated each of them is one; without keys there is none', () => {
  const hashes = siteOf().secretKeyHashes;
  const rotating = siteOf({ secretKeyHashes: ['0'.repeat(64), ...hashes] });
  expect(isSecretKey(rotating, `Bearer ${secretKey}`)).toBe(true);
  expect(isSecretKey(siteOf({ secretKeyHashes: [] }), `Bearer ${secretKey}`)).toBe(false);
});
