import { createHash, randomBytes } from 'node:crypto';

/** A secret key for the shop's servers: `sk_` and 256 random bits; only its hash is kept. */
export function createSecretKey(): string {
  return `sk_${randomBytes(32).toString('base64url')}`;
}

/** Of one site, made of a key of all sites: what holds it can't ask for another's. */
export function siteKeyOf(key: string, site: string): string {
  return `${key}.${site}`;
}

/** 256 random bits for an HMAC. */
export function createHmacSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Hex SHA-256. A fast hash is enough: the key is random, not a password. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
