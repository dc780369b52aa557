import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Site } from '@sillage/protocol';

/** A secret key for the shop's servers: `sk_` and 256 random bits; only its hash is kept. */
export function createSecretKey(): string {
  return `sk_${randomBytes(32).toString('base64url')}`;
}

/** 256 random bits for an HMAC. */
export function createHmacSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Hex SHA-256. A fast hash is enough: the key is random, not a password. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** `Authorization: Bearer sk_…` names one of the site's valid secret keys. */
export function isSecretKeyOf(site: Site, authorization: string | undefined): boolean {
  const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) return false;
  const given = Buffer.from(hashKey(key));
  return site.secretKeyHashes.some((hash) => timingSafeEqual(given, Buffer.from(hash)));
}
