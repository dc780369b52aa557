import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { parse } from 'csv-parse';
import { CommandError } from '../cli/io.js';

export type Row = Record<string, string>;

export interface RowSource {
  rows: AsyncIterable<Row>;
  /** Bytes of the file read so far. */
  bytesRead(): number;
  /** Rows that are no CSV, such as an open quote. */
  unreadable(): number;
  /** Lets go of the file, read to its end or not. */
  close(): void;
}

/** Streams a CSV file with a header line; it never holds more than the parser's buffer. */
export function readRows(path: string, delimiter: string | undefined, columns: readonly string[]): RowSource {
  const header = readHeader(path);
  const separator = delimiter ?? guessDelimiter(header);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new CommandError(`${path} has no column ${missing.join(', ')}; its header: ${header}`);
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  let unreadable = 0;
  const rows = file.pipe(
    parse({
      columns: true,
      bom: true,
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      trim: true,
      on_skip: () => {
        unreadable += 1;
      },
    }),
  );
  file.on('error', (error) => rows.destroy(error));
  return { rows, bytesRead: () => file.bytesRead, unreadable: () => unreadable, close: () => void file.destroy() };
}

/** The separator that the header has most of. */
export function guessDelimiter(header: string): string {
  const candidates = ['\t', ';', ',', '|'];
  const counts = candidates.map((candidate) => header.split(candidate).length);
  return candidates[counts.indexOf(Math.max(...counts))] as string;
}

function readHeader(path: string): string {
  const buffer = Buffer.alloc(16_384);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new CommandError(`${path} can't be read`);
  }
  try {
    const size = readSync(file, buffer);
    return buffer.toString('utf8', 0, size).split(/\r?\n/, 1)[0] ?? '';
  } finally {
    closeSync(file);
  }
}
