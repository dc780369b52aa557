import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { limits, ProblemError } from '@sillage/protocol';

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/**
 * The body as text. Never holds more than `limits.bodyBytes` of what arrives and `limits.inflatedBytes` of what it
 * inflates to. Throws `body_too_large`, or `malformed_body` for an encoding other than gzip.
 */
export async function readBody(request: Request): Promise<string> {
  const encoding = request.headers.get('Content-Encoding') ?? 'identity';
  const length = request.headers.get('Content-Length');
  if (Number(length) > limits.bodyBytes) throw new ProblemError('body_too_large');
  // Node ends a body at its Content-Length, so that only one without needs to be counted
  if (encoding === 'identity' && length !== null) return readWhole(request);
  const bytes = await readCounted(request);
  if (encoding === 'identity') return bytes.toString('utf8');
  if (encoding !== 'gzip') throw new ProblemError('malformed_body', 'content-encoding');
  return (await inflateBounded(bytes)).toString('utf8');
}

function readWhole(request: Request): Promise<string> {
  return request.text().catch(refuseUnreadable);
}

async function readCounted(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const read = await reader?.read().catch(refuseUnreadable);
    if (!read || read.done) return Buffer.concat(chunks, size);
    size += read.value.byteLength;
    if (size > limits.bodyBytes) {
      await reader?.cancel();
      throw new ProblemError('body_too_large');
    }
    chunks.push(read.value);
  }
}

/** zlib inflates in chunks and stops at the limit: a bomb costs no more than the limit. */
async function inflateBounded(bytes: Buffer): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: limits.inflatedBytes });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ProblemError(isTooLarge ? 'body_too_large' : 'malformed_body', 'gzip');
  }
}

/** The client went away before it had sent all; nobody reads this answer. */
function refuseUnreadable(): never {
  throw new ProblemError('malformed_body', 'ended early');
}

/** Escapes of JSON: a whole surrogate pair, a surrogate, any other. */
const jsonEscape = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\[\s\S]/g;
const surrogateBytes = 6;

/**
 * Throws `malformed_body`. Half a surrogate pair, which is what a text cut by its length can end with, becomes U+FFFD:
 * it has no UTF-8, and ClickHouse refuses the row.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(/\\u[dD][89a-fA-F]/.test(text) ? text.replace(jsonEscape, mend) : text);
  } catch {
    throw new ProblemError('malformed_body', 'not JSON'); // V8's message would repeat the body
  }
}

function mend(written: string): string {
  return written.length === surrogateBytes ? '\\ufffd' : written;
}
