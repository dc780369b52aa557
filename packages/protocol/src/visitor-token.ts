import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromPurposeMask, type Purpose, toPurposeMask } from './purpose.js';

/** What the signed visitor token says; the same value stands in the cookie and in the `Sillage-Visitor` header. */
export interface VisitorToken {
  site: string;
  /** UUID with at least 122 random bits, given by the server after consent. */
  visitor: string;
  /** The proof of the consent under which the token was given. */
  proofId: string;
  purposes: Purpose[];
  /** The browser sent Global Privacy Control when they were granted: its signal is no objection to them. */
  isUnderGpc?: boolean;
  /** Unix seconds: when the consent that the token stands for expires. */
  consentExpiresAt: number;
  /** Unix seconds: fixed at the first grant, never prolonged by visits. */
  expiresAt: number;
}

const gpcBit = 0x80;

/** Keys by age: the first signs, all verify. At least 32 bytes each. */
export type TokenKeys = readonly [string, ...string[]];

/**
 * `v1.<payload>.<signature>`: base64url of 16 bytes visitor, 16 bytes proof, 1 byte purposes (bit 7: `isUnderGpc`), 4 bytes consent expiry,
 * 4 bytes expiry; then the HMAC-SHA256 (first 24 bytes) over version, site and payload. The site is not in the
 * payload but in what is signed: a token of one site is a forgery in another.
 */
export function signVisitorToken(token: VisitorToken, keys: TokenKeys): string {
  const payload = Buffer.alloc(41);
  Buffer.from(token.visitor.replaceAll('-', ''), 'hex').copy(payload, 0);
  Buffer.from(token.proofId.replaceAll('-', ''), 'hex').copy(payload, 16);
  payload.writeUInt8(toPurposeMask(token.purposes) | (token.isUnderGpc ? gpcBit : 0), 32);
  payload.writeUInt32BE(token.consentExpiresAt, 33);
  payload.writeUInt32BE(token.expiresAt, 37);
  const body = payload.toString('base64url');
  return `v1.${body}.${sign(token.site, body, keys[0]).toString('base64url')}`;
}

/** The token's content, or `undefined` when it is malformed, forged, of another site, or expired at `nowMs`. */
export function verifyVisitorToken(
  value: string,
  site: string,
  keys: TokenKeys,
  nowMs: number,
): VisitorToken | undefined {
  const [version, body, signature] = value.split('.');
  if (version !== 'v1' || body?.length !== 55 || signature?.length !== 32) return undefined;
  const given = Buffer.from(signature, 'base64url');
  if (!keys.some((key) => isEqual(given, sign(site, body, key)))) return undefined;
  const payload = Buffer.from(body, 'base64url');
  const marks = payload.readUInt8(32);
  const expiresAt = payload.readUInt32BE(37);
  if (expiresAt * 1000 <= nowMs) return undefined;
  return {
    site,
    visitor: toUuid(payload.subarray(0, 16)),
    proofId: toUuid(payload.subarray(16, 32)),
    purposes: fromPurposeMask(marks),
    ...((marks & gpcBit) !== 0 && { isUnderGpc: true }),
    consentExpiresAt: payload.readUInt32BE(33),
    expiresAt,
  };
}

function sign(site: string, body: string, key: string): Buffer {
  return createHmac('sha256', key).update(`v1\n${site}\n${body}`).digest().subarray(0, 24);
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function toUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
