/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits.
 * `random` fills 10 bytes; the default is the platform's CSPRNG.
 */
export function uuidv7(
  now: number = Date.now(),
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(10)),
): string {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, '0').slice(-12);
  let rest = '';
  for (const byte of random) rest += byte.toString(16).padStart(2, '0');
  const variant = (8 | (Number.parseInt(rest[3] as string, 16) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(4, 7)}-${rest.slice(7, 19)}`;
}

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Where a UUID must stand and there is none. */
export const nilUuid = '00000000-0000-0000-0000-000000000000';

/** Milliseconds since 1970 that a UUIDv7 begins with. */
export function timeOfUuidv7(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
