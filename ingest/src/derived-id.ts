import { createHash } from 'node:crypto';

/**
 * A UUIDv8 (RFC 9562) that always is the same for the same parts: the first 122 bits of their SHA-256.
 * The first part names what the id is of, so that two kinds never meet.
 */
export function deriveId(kind: string, ...parts: readonly string[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('hex');
  const variant = (8 | (Number.parseInt(hex[15] as string, 16) & 3)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-${variant}${hex.slice(16, 19)}-${hex.slice(19, 31)}`;
}

/** The visitor that stands for a customer who is known without one: orders from the till or the shop's server. */
export function customerVisitor(site: string, customerId: string): string {
  return deriveId('customer', site, customerId);
}

/** A random UUIDv4 (RFC 9562) of 16 bytes. */
export function toUuidV4(random: Uint8Array): string {
  const bytes = Buffer.from(random);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
