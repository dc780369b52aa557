import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { type Info, parse } from 'csv-parse';
import { CommandError } from '../cli/io.js';

export type Row = Record<string, string>;

export interface NumberedRow {
  /** Line of the file on which the row ends; the header is 1. */
  line: number;
  values: Row;
}

export interface RowSource {
  rows: AsyncIterable<NumberedRow>;
  /** Bytes of the file read so far. */
  bytesRead(): number;
  /** Rows read so far, those that are no CSV too. */
  rowsRead(): number;
  /** Lines of rows that are no CSV, such as an open quote. */
  unreadable(): readonly number[];
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
  const unreadable: number[] = [];
  let records = 0;
  const parsed = file.pipe(
    parse({
      columns: true,
      info: true,
      bom: true,
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      trim: true,
      on_skip: (error) => {
        unreadable.push(typeof error?.lines === 'number' ? error.lines : 0);
      },
    }),
  );
  file.on('error', (error) => parsed.destroy(error));
  return {
    rows: number(parsed, () => {
      records += 1;
    }),
    bytesRead: () => file.bytesRead,
    rowsRead: () => records + unreadable.length,
    unreadable: () => unreadable,
    close: () => void file.destroy(),
  };
}

async function* number(parsed: AsyncIterable<Parsed>, onRow: () => void): AsyncGenerator<NumberedRow> {
  for await (const { record, info } of parsed) {
    onRow();
    yield { line: info.lines, values: record };
  }
}

/** What csv-parse gives with `info`. */
interface Parsed {
  record: Row;
  info: Info;
}

/** The separator that the header has most of. */
function guessDelimiter(header: string): string {
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
