import { createHash } from 'node:crypto';

/** Site and id, such as an event's. */
export type StateKey = [site: string, id: string];

/** Of the bytes behind the site: 16 bytes of a UUID, text, or a hash of long text. */
const tags = { uuid: 0, text: 1, hash: 2 } as const;
/** Longer text stands as its SHA-256: lmdb's keys end at 1,978 bytes. */
const maxTextBytes = 256;

/** lmdb's `keyEncoder`: length of the site, site, tag, id. UUIDs of version 7 lie in the order of time. */
export const stateKeyEncoder = {
  /** Writes at `start` and returns the end. Clearing a table comes with an empty key, which lmdb makes itself. */
  writeKey([site, id]: StateKey | [], target: Buffer, start: number): number {
    if (site === undefined || id === undefined) return start;
    const idStart = writeSite(site, target, start);
    return writeUuid(id, target, idStart) ?? writeText(id, target, idStart);
  },
  /** Keys are looked up and put, never listed. */
  readKey(): never {
    throw new Error('Keys of the node state are not read.');
  },
};

let lastSite = '';
let lastSiteBytes = Buffer.alloc(1);

function writeSite(site: string, target: Buffer, start: number): number {
  if (site !== lastSite) {
    const bytes = Buffer.from(site);
    if (bytes.length > 255) throw new Error('The id of the site is too long.');
    lastSiteBytes = Buffer.concat([Buffer.from([bytes.length]), bytes]);
    lastSite = site;
  }
  for (let index = 0; index < lastSiteBytes.length; index += 1) target[start + index] = lastSiteBytes[index] as number;
  return start + lastSiteBytes.length;
}

/** Undefined where the text is no UUID in lower case. */
function writeUuid(id: string, target: Buffer, start: number): number | undefined {
  if (id.length !== 36) return undefined;
  let at = start + 1;
  for (let index = 0; index < 36; index += 2) {
    if (id.charCodeAt(index) === dash) index += 1;
    const high = hexDigit(id.charCodeAt(index));
    const low = hexDigit(id.charCodeAt(index + 1));
    if (high < 0 || low < 0) return undefined;
    target[at] = high * 16 + low;
    at += 1;
  }
  if (at !== start + 17) return undefined;
  target[start] = tags.uuid;
  return at;
}

const dash = 0x2d;

/** -1 where it is none. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  return -1;
}

function writeText(text: string, target: Buffer, start: number): number {
  const bytes = Buffer.from(text, 'utf8');
  const isLong = bytes.length > maxTextBytes;
  const written = isLong ? createHash('sha256').update(bytes).digest() : bytes;
  target[start] = isLong ? tags.hash : tags.text;
  target.set(written, start + 1);
  return start + 1 + written.length;
}
