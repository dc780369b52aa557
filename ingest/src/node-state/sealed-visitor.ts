import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What the id of a visitor gives, and nothing else does. */
export interface VisitorSeal {
  /** Under which the visitor stands in the state. */
  name: string;
  /** With which what is known of them is locked. */
  key: Buffer;
}

const algorithm = 'aes-128-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Name and key are the two halves of the SHA-256 of site and visitor. A visitor's id has 122 random bits: no guess finds it. */
export function sealOf(site: string, visitor: string): VisitorSeal {
  const digest = createHash('sha256').update(`${site} ${visitor}`).digest();
  return { name: digest.toString('base64url', 0, 16), key: digest.subarray(16) };
}

/** Nonce, tag, ciphertext. */
export function seal(text: string, { key }: VisitorSeal, random: (size: number) => Buffer = takeRandom): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  const locked = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...locked]);
}

let pool = Buffer.alloc(0);

/** Asked for one by one, random bytes cost half of the sealing. */
function takeRandom(size: number): Buffer {
  if (pool.length < size) pool = randomBytes(4_096);
  const taken = pool.subarray(0, size);
  pool = pool.subarray(size);
  return taken;
}

/** Throws on what `seal` did not make with this key. */
export function unseal(sealed: Uint8Array, { key }: VisitorSeal): string {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8');
  return text + decipher.final('utf8');
}
