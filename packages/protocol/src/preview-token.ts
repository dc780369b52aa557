import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenKeys } from './visitor-token.js';

/** Query parameter of a page's address that shows an offer whatever its status, segment and limits. */
export const previewParameter = 'sillage_preview';

export interface PreviewToken {
  site: string;
  offerId: string;
  /** Unix seconds. */
  expiresAt: number;
}

/** `<offer>.<expiry, base 36>.<HMAC-SHA256, first 24 bytes, base64url>`: whoever has the link sees the offer, and no more. */
export function signPreviewToken(token: PreviewToken, keys: TokenKeys): string {
  return `${token.offerId}.${token.expiresAt.toString(36)}.${sign(token, keys[0]).toString('base64url')}`;
}

/** The id of the offer, or `undefined` where the token is malformed, forged, of another site, or expired at `nowMs`. */
export function verifyPreviewToken(value: string, site: string, keys: TokenKeys, nowMs: number): string | undefined {
  const [offerId, expiry, signature, ...more] = value.split('.');
  if (!offerId || !expiry || !/^[0-9a-z]{1,8}$/.test(expiry) || signature?.length !== 32 || more.length > 0) return;
  const token = { site, offerId, expiresAt: Number.parseInt(expiry, 36) };
  if (token.expiresAt * 1000 <= nowMs) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys.some((key) => given.length === 24 && timingSafeEqual(given, sign(token, key)));
  return isSigned ? offerId : undefined;
}

/** The first line keeps it apart from whatever else the keys sign. */
function sign({ site, offerId, expiresAt }: PreviewToken, key: string): Buffer {
  return createHmac('sha256', key).update(`preview\n${site}\n${offerId}\n${expiresAt}`).digest().subarray(0, 24);
}
