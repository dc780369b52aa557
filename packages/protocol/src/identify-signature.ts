import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the shop's server signs, so that a browser can say who is signed in and nobody claims another's id. */
export interface IdentifyClaim {
  site: string;
  customerId: string;
  /** Unix seconds until which the signature holds. */
  expiresAt: number;
}

/** Hex HMAC-SHA256 of `${site}\n${customerId}\n${expiresAt}` by the site's identify secret. */
export function signIdentify(claim: IdentifyClaim, secret: string): string {
  return createHmac('sha256', secret).update(`${claim.site}\n${claim.customerId}\n${claim.expiresAt}`).digest('hex');
}

/** The signature was made by one of the secrets and holds at `nowMs`. */
export function isIdentifySigned(
  claim: IdentifyClaim,
  signature: string,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  if (claim.expiresAt * 1000 <= nowMs) return false;
  const given = Buffer.from(signature, 'hex');
  return secrets.some((secret) => {
    const expected = Buffer.from(signIdentify(claim, secret), 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
