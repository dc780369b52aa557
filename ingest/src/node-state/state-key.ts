import { createHash } from 'node:crypto';

/** In memory a key is text, in lmdb bytes: length of the site, site, then a tag with 16 bytes of UUID, text, or a hash of long text. */
const separator = '\n';
const tags = { uuid: 0, text: 1, hash: 2 } as const;
/** Longer text stands as its SHA-256: lmdb's keys end at 1,978 bytes. */
const maxTextBytes = 256;

export function toKey(site: string, id: string): string {
  return site + separator + id;
}

/** The bytes are those of one shared buffer: whoever keeps them copies them. */
export function toKeyBytes(key: string): Buffer {
  const siteEnd = key.indexOf(separator);
  const idStart = siteEnd + separator.length;
  const start = writeSite(key, siteEnd);
  const end = writeUuid(key, idStart, start) ?? writeText(key.slice(idStart), start);
  return scratch.subarray(0, end);
}

const scratch = Buffer.alloc(1024);

function writeSite(key: string, siteEnd: number): number {
  const length = scratch.write(key.slice(0, siteEnd), 1, 255, 'utf8');
  scratch[0] = length;
  return 1 + length;
}

/** Undefined where the text is no UUID in lower case. */
function writeUuid(key: string, idStart: number, start: number): number | undefined {
  if (key.length - idStart !== 36) return undefined;
  let at = start + 1;
  for (let index = idStart; index < key.length; index += 2) {
    if (key.charCodeAt(index) === dash) index += 1;
    const high = hexDigit(key.charCodeAt(index));
    const low = hexDigit(key.charCodeAt(index + 1));
    if (high === undefined || low === undefined) return undefined;
    scratch[at] = high * 16 + low;
    at += 1;
  }
  if (at !== start + 17) return undefined;
  scratch[start] = tags.uuid;
  return at;
}

const dash = 0x2d;

function hexDigit(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  return undefined;
}

function writeText(text: string, start: number): number {
  const bytes = Buffer.from(text, 'utf8');
  const isLong = bytes.length > maxTextBytes;
  const written = isLong ? createHash('sha256').update(bytes).digest() : bytes;
  scratch[start] = isLong ? tags.hash : tags.text;
  written.copy(scratch, start + 1);
  return start + 1 + written.length;
}
