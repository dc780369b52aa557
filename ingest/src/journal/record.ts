/** What a record is; the number is what stands on disk, so that none is ever given twice or to another kind. 8 to 12 were never given. */
const recordKinds = {
  event: 1,
  consent: 2,
  person: 3,
  rejection: 4,
  erasure: 5,
  withdrawal: 6,
  pause: 7,
  change: 13,
  choice: 14,
  newcomer: 15,
} as const;
export type RecordKind = keyof typeof recordKinds;

/** Bits of a record's flags. */
export const recordFlags = {
  /** ClickHouse may have it already. */
  suspect: 1,
  /** A purchase: its order is looked up before it is loaded. */
  purchase: 2,
  /** The session came with the event: it says nothing about the visitor's sessions here. */
  ownSession: 4,
  /** The row begins with the last head ahead of it. Set by `writeRecord`. */
  headed: 8,
  /** Another node told it: ClickHouse has it. */
  heard: 16,
} as const;

/** A record as it is appended. */
export interface EncodedRecord {
  kind: RecordKind;
  flags: number;
  /** Year and month of the row, such as 202611: one block of the loader holds one partition. */
  partition: number;
  /** What the row begins with. It is written once for all rows in a row that have the same. */
  head?: string;
  /** One JSONEachRow line (markers: the record's own JSON), without its head, tail and newline. */
  row: string;
  /** What the row ends with, where that is UTF-8 already. */
  tail?: Uint8Array;
}

/** A record as it is read: its row is `buffer` from `headStart` to `headEnd`, then from `start` to `end`, newline included. */
export interface RecordView {
  kind: RecordKind;
  flags: number;
  partition: number;
  buffer: Buffer;
  headStart: number;
  headEnd: number;
  start: number;
  end: number;
}

/** Kind, flags, partition and length, ahead of each row. */
const recordHeaderBytes = 10;

const kindByCode = new Map<number, RecordKind>(
  Object.entries(recordKinds).map(([kind, code]) => [code, kind as RecordKind]),
);

/** Stands where a record's kind does: what follows is no record, but the head of those behind it. */
const headCode = 0;

/** Most bytes that a record can take with a head of its own: a UTF-16 unit is at most 3 bytes of UTF-8. */
export function maxRecordBytes({ row, head = '', tail }: EncodedRecord): number {
  return 2 * recordHeaderBytes + (head.length + row.length) * 3 + (tail?.length ?? 0) + 1;
}

/** Writes a head as `writeRecord` does a record. */
export function writeHead(buffer: Buffer, head: string, offset: number): number {
  const start = offset + recordHeaderBytes;
  const end = start + buffer.write(head, start, 'utf8');
  buffer.fill(0, offset, start);
  buffer[offset] = headCode;
  buffer.writeUInt32LE(end - start, offset + 6);
  return end;
}

/** Writes the record at `offset`, where `maxRecordBytes` are free, and returns the offset behind it. */
export function writeRecord(buffer: Buffer, record: EncodedRecord, offset: number): number {
  const rowStart = offset + recordHeaderBytes;
  const tailStart = rowStart + buffer.write(record.row, rowStart, 'utf8');
  if (record.tail) buffer.set(record.tail, tailStart);
  const rowEnd = tailStart + (record.tail?.length ?? 0);
  buffer[rowEnd] = newline;
  buffer[offset] = recordKinds[record.kind];
  buffer[offset + 1] = record.head === undefined ? record.flags : record.flags | recordFlags.headed;
  buffer.writeUInt32LE(record.partition, offset + 2);
  buffer.writeUInt32LE(rowEnd + 1 - rowStart, offset + 6);
  return rowEnd + 1;
}

/** The records of a frame's payload. Throws on a payload that `writeHead` and `writeRecord` did not make. */
export function* readRecords(payload: Buffer): Generator<RecordView> {
  let offset = 0;
  let [lastHeadStart, lastHeadEnd] = [0, 0];
  while (offset < payload.length) {
    const start = offset + recordHeaderBytes;
    const end = start + payload.readUInt32LE(offset + 6);
    const code = payload[offset] as number;
    const kind = kindByCode.get(code);
    if ((kind === undefined && code !== headCode) || end > payload.length) {
      throw new Error('A journal record has an unknown kind or length.');
    }
    const flags = payload[offset + 1] as number;
    const isHeaded = (flags & recordFlags.headed) !== 0;
    const [headStart, headEnd] = isHeaded ? [lastHeadStart, lastHeadEnd] : [0, 0];
    const partition = payload.readUInt32LE(offset + 2);
    if (kind === undefined) [lastHeadStart, lastHeadEnd] = [start, end];
    else yield { kind, flags, partition, buffer: payload, headStart, headEnd, start, end };
    offset = end;
  }
}

/** Bytes of the row, with its newline. */
export function rowBytes({ headStart, headEnd, start, end }: RecordView): number {
  return headEnd - headStart + end - start;
}

/** Copies the row with its newline and returns the offset behind it. */
export function copyRow(
  { buffer, headStart, headEnd, start, end }: RecordView,
  target: Buffer,
  offset: number,
): number {
  const rest = offset + buffer.copy(target, offset, headStart, headEnd);
  return rest + buffer.copy(target, rest, start, end);
}

/** The row as text, without its newline. */
export function rowText({ buffer, headStart, headEnd, start, end }: RecordView): string {
  return buffer.toString('utf8', headStart, headEnd) + buffer.toString('utf8', start, end - 1);
}

const newline = 0x0a;
