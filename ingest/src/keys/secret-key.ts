import { createHash, timingSafeEqual } from 'node:crypto';
import type { Site } from '@sillage/protocol';

/**
 * The secret key of an `Authorization: Bearer …` header. Other schemes are not ours: a shop behind Basic
 * authentication sends its own along with every request.
 */
export function bearerKey(authorization: string | undefined | null): string | undefined {
  return authorization ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined;
}

/** The `Authorization` header holds a secret key of the site. Takes the same time for every wrong key. */
export function isSecretKey(site: Site, authorization: string | undefined | null): boolean {
  const key = bearerKey(authorization);
  if (key === undefined) return false;
  const given = createHash('sha256').update(key).digest();
  return site.secretKeyHashes.some((hash) => {
    const valid = Buffer.from(hash, 'hex');
    return valid.length === given.length && timingSafeEqual(given, valid);
  });
}
