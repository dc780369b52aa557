import { ProblemError } from '@sillage/protocol';
import { type FeedEntry, FeedError, refuse } from './feed-entry.js';
import { readGoogleTsv } from './read-google-tsv.js';
import { readGoogleXml } from './read-google-xml.js';
import { readLines, readText } from './read-lines.js';
import { type FeedContext, readJsonProduct } from './read-product.js';

/** A feed as it is sent. */
export interface SentFeed {
  body: ReadableStream<Uint8Array> | null;
  contentType: string | undefined;
  contentEncoding: string | undefined;
}

/** Bytes of a feed at most, unpacked. */
const mostBytes = 1024 ** 3;

/**
 * Its products one after the other, as they arrive. Throws ProblemError `unknown_feed`, and `FeedError` where it can't be read
 * on.
 */
export function readFeed(feed: SentFeed, context: FeedContext): AsyncGenerator<FeedEntry> {
  const [type = '', ...parameters] = (feed.contentType ?? '').toLowerCase().split(';');
  const charset = parameters.find((one) => one.trim().startsWith('charset='))?.split('=')[1] ?? 'utf-8';
  const read = formats[type.trim()];
  if (!read) throw new ProblemError('unknown_feed', `one of ${Object.keys(formats).join(', ')}`);
  return read(readText(limit(unpack(feed)), charset.trim().replaceAll('"', '')), context);
}

type Read = (text: AsyncIterable<string>, context: FeedContext) => AsyncGenerator<FeedEntry>;
const googleTsv: Read = (text, context) => readGoogleTsv(readLines(text), context);

const formats: Partial<Record<string, Read>> = Object.assign(Object.create(null), {
  'application/x-ndjson': readJsonLines,
  'application/jsonl': readJsonLines,
  'application/xml': readGoogleXml,
  'text/xml': readGoogleXml,
  'application/rss+xml': readGoogleXml,
  'application/atom+xml': readGoogleXml,
  'text/tab-separated-values': googleTsv,
});

async function* readJsonLines(text: AsyncIterable<string>, context: FeedContext): AsyncGenerator<FeedEntry> {
  for await (const { line, text: json } of readLines(text)) {
    yield json === undefined ? refuse(line, 'longer than a line may be') : readJsonProduct(json, line, context);
  }
}

function unpack({ body, contentEncoding }: SentFeed): ReadableStream<Uint8Array> {
  if (!body) throw new ProblemError('unreadable_feed', 'there is no body');
  if (contentEncoding === undefined || contentEncoding === 'identity') return body;
  if (contentEncoding !== 'gzip') throw new ProblemError('unknown_feed', 'of encodings only gzip is read');
  return body.pipeThrough(new DecompressionStream('gzip'));
}

async function* limit(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) throw new ProblemError('body_too_large');
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new FeedError(1, 'it broke off: the connection was cut, or it is not the gzip that it says it is');
  }
}
