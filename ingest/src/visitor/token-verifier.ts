import { type TokenKeys, type VisitorToken, verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { LRUCache } from 'lru-cache';

/** The token's content, or `undefined` when it is malformed, forged, of another site, or expired. */
export type VerifyToken = (value: string, site: string, now: number) => VisitorToken | undefined;

/** Remembers what it verified, so that a visit costs one HMAC. Forgeries are not remembered: they'd push others out. */
export function createTokenVerifier(keys: TokenKeys, remembered = 20_000): VerifyToken {
  const verified = new LRUCache<string, VisitorToken>({ max: remembered });
  return (value, site, now) => {
    const key = `${site}\n${value}`;
    const known = verified.get(key);
    if (known) return known.expiresAt * 1000 > now ? known : undefined;
    const token = verifyVisitorToken(value, site, keys, now);
    if (token) verified.set(key, token);
    return token;
  };
}
