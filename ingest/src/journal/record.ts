/** What a record is; the number is what stands on disk. */
export const recordKinds = { event: 1, consent: 2, person: 3, rejection: 4, erasure: 5, withdrawal: 6 } as const;
export type RecordKind = keyof typeof recordKinds;

/** Bits of a record's flags. */
export const recordFlags = {
  /** ClickHouse may have it already. */
  suspect: 1,
  /** A purchase: its order is looked up before it is loaded. */
  purchase: 2,
  /** The session came with the event: it says nothing about the visitor's sessions here. */
  ownSession: 4,
} as const;

/** A record as it is appended. */
export interface EncodedRecord {
  kind: RecordKind;
  flags: number;
  /** Year and month of the row, such as 202611: one block of the loader holds one partition. */
  partition: number;
  /** One JSONEachRow line (markers: the record's own JSON), without its newline. */
  row: string;
}

/** A record as it is read: `row` is `buffer` from `start` to `end`, with its newline. */
export interface RecordView {
  kind: RecordKind;
  flags: number;
  partition: number;
  buffer: Buffer;
  start: number;
  end: number;
}

/** Kind, flags, partition and length, ahead of each row. */
export const recordHeaderBytes = 10;

const kindByCode = new Map<number, RecordKind>(
  Object.entries(recordKinds).map(([kind, code]) => [code, kind as RecordKind]),
);

/** Most bytes that a record can take: a UTF-16 unit is at most 3 bytes of UTF-8. */
export function maxRecordBytes(record: EncodedRecord): number {
  return recordHeaderBytes + record.row.length * 3 + 1;
}

/** Writes the record at `offset`, where `maxRecordBytes` are free, and returns the offset behind it. */
export function writeRecord(buffer: Buffer, record: EncodedRecord, offset: number): number {
  const rowStart = offset + recordHeaderBytes;
  const rowEnd = rowStart + buffer.write(record.row, rowStart, 'utf8');
  buffer[rowEnd] = newline;
  buffer[offset] = recordKinds[record.kind];
  buffer[offset + 1] = record.flags;
  buffer.writeUInt32LE(record.partition, offset + 2);
  buffer.writeUInt32LE(rowEnd + 1 - rowStart, offset + 6);
  return rowEnd + 1;
}

/** The records of a frame's payload. Throws on a payload that `writeRecord` did not make. */
export function* readRecords(payload: Buffer): Generator<RecordView> {
  let offset = 0;
  while (offset < payload.length) {
    const start = offset + recordHeaderBytes;
    const end = start + payload.readUInt32LE(offset + 6);
    const kind = kindByCode.get(payload[offset] as number);
    if (kind === undefined || end > payload.length) throw new Error('A journal record has an unknown kind or length.');
    yield {
      kind,
      flags: payload[offset + 1] as number,
      partition: payload.readUInt32LE(offset + 2),
      buffer: payload,
      start,
      end,
    };
    offset = end;
  }
}

/** The row as text, without its newline. */
export function rowText(record: RecordView): string {
  return record.buffer.toString('utf8', record.start, record.end - 1);
}

const newline = 0x0a;
