import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenKeys } from './visitor-token.js';

/** How long a reference holds, in minutes. */
const referenceMinutes = 15;

/** Crockford's base 32 (crockford.com/base32.html): no letter that is taken for a digit. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = { visitor: 16, minute: 3, signature: 6 };
const length = 40;
/** Minutes are counted from 2020 on: three bytes last until 2051. */
const firstMinute = Date.UTC(2020, 0) / 60_000;

/** A visitor as they name themselves to somebody of the shop, in a mail or on the telephone. */
export interface VisitorReference {
  site: string;
  /** UUID. */
  visitor: string;
  /** Milliseconds since 1970 UTC, of a whole minute. */
  expiresAt: number;
}

/**
 * 40 digits in groups of five, to be read out and typed: the visitor, the minute at which it ends, and 6 bytes of HMAC-SHA256. So few
 * do, for it is only taken together with a secret key, and a client may try so many a minute.
 */
export function signVisitorReference(
  { site, visitor }: Omit<VisitorReference, 'expiresAt'>,
  keys: TokenKeys,
  nowMs: number,
): { reference: string; expiresAt: number } {
  const minute = Math.floor(nowMs / 60_000) + referenceMinutes;
  const payload = Buffer.alloc(bytes.visitor + bytes.minute);
  Buffer.from(visitor.replaceAll('-', ''), 'hex').copy(payload);
  payload.writeUIntBE(minute - firstMinute, bytes.visitor, bytes.minute);
  const text = toDigits(Buffer.concat([payload, sign(site, payload, keys[0])]));
  return { reference: (text.match(/.{5}/g) ?? []).join('-'), expiresAt: minute * 60_000 };
}

/** `undefined` when it is malformed, forged, of another site, or over at `nowMs`. Case, spaces and hyphens don't count. */
export function verifyVisitorReference(
  typed: string,
  site: string,
  keys: TokenKeys,
  nowMs: number,
): VisitorReference | undefined {
  const all = fromDigits(typed.replaceAll(/[\s-]/g, '').toUpperCase());
  if (!all) return undefined;
  const payload = all.subarray(0, bytes.visitor + bytes.minute);
  const given = all.subarray(payload.length);
  if (!keys.some((key) => timingSafeEqual(given, sign(site, payload, key)))) return undefined;
  const expiresAt = (payload.readUIntBE(bytes.visitor, bytes.minute) + firstMinute) * 60_000;
  if (expiresAt <= nowMs || expiresAt > nowMs + referenceMinutes * 60_000) return undefined;
  return { site, visitor: toUuid(payload.toString('hex', 0, bytes.visitor)), expiresAt };
}

/** The first line keeps it apart from whatever else the keys sign. */
function sign(site: string, payload: Buffer, key: string): Buffer {
  return createHmac('sha256', key).update(`reference\n${site}\n`).update(payload).digest().subarray(0, bytes.signature);
}

function toDigits(content: Buffer): string {
  const bits = [...content].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => digits[Number.parseInt(five, 2)]).join('');
}

/** What is read for another digit is taken for it: O for 0, I and L for 1. */
function fromDigits(typed: string): Buffer | undefined {
  if (typed.length !== length) return undefined;
  const values = [...typed.replaceAll('O', '0').replaceAll(/[IL]/g, '1')].map((digit) => digits.indexOf(digit));
  if (values.includes(-1)) return undefined;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const toUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
