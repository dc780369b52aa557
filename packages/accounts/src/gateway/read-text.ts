import { ProblemError } from '@sillage/protocol';
import { mostBodyBytes } from '../http/answer.js';

/** The body as text, without a mark of its byte order. Throws `body_too_large` as soon as it is. */
export async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBodyBytes) throw new ProblemError('body_too_large');
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
