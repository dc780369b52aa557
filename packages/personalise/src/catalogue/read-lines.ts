import { FeedError } from './feed-entry.js';

/** Characters of a line at most: thousands of products, none of which is a book. */
const longestLine = 65_536;

/** A line without its end; `undefined` where it is longer than one may be, and none of it was kept. */
export interface FeedLine {
  line: number;
  text: string | undefined;
}

/** Text as it arrives, in pieces of any length. Throws `FeedError` where the bytes are not of that encoding. */
export async function* readText(body: AsyncIterable<Uint8Array>, charset: string): AsyncGenerator<string> {
  const decoder = openDecoder(charset);
  for await (const bytes of body) yield decode(() => decoder.decode(bytes, { stream: true }), charset);
  yield decode(() => decoder.decode(), charset);
}

function openDecoder(charset: string) {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new FeedError(1, `the charset ${charset.slice(0, 40)} is not one that we read`);
  }
}

function decode(read: () => string, charset: string): string {
  try {
    return read();
  } catch {
    throw new FeedError(1, `there are bytes that are not ${charset.slice(0, 40)}: name the charset in Content-Type`);
  }
}

/** Lines one by one, empty ones left out; of one without end no more is held than a line may have. */
export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<FeedLine> {
  let held = '';
  let isTooLong = false;
  let line = 1;
  for await (const piece of text) {
    const parts = piece.split('\n');
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        if (isTooLong || held.trim() !== '') yield { line, text: isTooLong ? undefined : held };
        [held, isTooLong, line] = ['', false, line + 1];
      }
      if (!isTooLong) held += part;
      if (held.length > longestLine) [held, isTooLong] = ['', true];
    }
  }
  if (isTooLong || held.trim() !== '') yield { line, text: isTooLong ? undefined : held };
}
