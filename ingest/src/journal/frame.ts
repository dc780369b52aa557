import { crc32 } from 'node:zlib';
import { type EncodedRecord, maxRecordBytes, writeHead, writeRecord } from './record.js';

/**
 * A frame is one group commit. Little-endian: magic (4), payload bytes (4), CRC-32 of all that follows it (4), records
 * (4), position (8, float), made at (8, float: milliseconds since 1970), then the payload. The position in it is its
 * own: a frame that stands anywhere else is not one.
 */
export const frameHeaderBytes = 32;
export const frameMagic = Buffer.from('SLGF', 'latin1');

const magicCode = frameMagic.readUInt32LE(0);
const checkedFrom = 12;
const initialBytes = 65_536;

/** A frame as it is read. */
export interface Frame {
  position: number;
  /** Position of the next frame. */
  end: number;
  /** When it was opened, by the node's clock, in milliseconds since 1970. */
  madeAt: number;
  payload: Buffer;
}

/** A frame that still takes records; all that wait for it share one promise. */
export class OpenFrame {
  readonly durable: Promise<void>;
  settle!: { resolve: () => void; reject: (error: Error) => void };
  length = frameHeaderBytes;
  #buffer: Buffer;
  #count = 0;
  /** The last that was written. */
  #head: string | undefined;

  constructor(
    /** Rises by one with each frame of this process. */
    readonly number: number,
    readonly madeAt: number,
    /** Memory that nothing else uses any more. Without it the frame takes its own. */
    spare?: Buffer,
  ) {
    this.#buffer = spare ?? Buffer.allocUnsafe(initialBytes);
    this.durable = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Whoever waits sees the rejection; with nobody waiting it must not end the process.
    this.durable.catch(() => undefined);
  }

  add(records: readonly EncodedRecord[]): void {
    let needed = this.length;
    for (const record of records) needed += maxRecordBytes(record);
    if (needed > this.#buffer.length) this.#grow(needed);
    for (const record of records) this.#write(record);
    this.#count += records.length;
  }

  /** For the next frame, once this one is written. */
  get memory(): Buffer {
    return this.#buffer;
  }

  /** The bytes to write at `position`. */
  seal(position: number): Buffer {
    const bytes = this.#buffer.subarray(0, this.length);
    bytes.writeUInt32LE(magicCode, 0);
    bytes.writeUInt32LE(this.length - frameHeaderBytes, 4);
    bytes.writeUInt32LE(this.#count, 12);
    bytes.writeDoubleLE(position, 16);
    bytes.writeDoubleLE(this.madeAt, 24);
    bytes.writeUInt32LE(crc32(bytes.subarray(checkedFrom)), 8);
    return bytes;
  }

  #write(record: EncodedRecord): void {
    const { head } = record;
    if (head !== undefined && head !== this.#head) {
      this.length = writeHead(this.#buffer, head, this.length);
      this.#head = head;
    }
    this.length = writeRecord(this.#buffer, record, this.length);
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.length);
    this.#buffer = larger;
  }
}

/** Bytes of the frame that claims to start at `offset`; undefined where no frame can start. */
export function frameBytes(bytes: Buffer, offset: number, position: number): number | undefined {
  if (offset + frameHeaderBytes > bytes.length || bytes.readUInt32LE(offset) !== magicCode) return undefined;
  if (bytes.readDoubleLE(offset + 16) !== position) return undefined;
  return frameHeaderBytes + bytes.readUInt32LE(offset + 4);
}

/** The frame at `offset`, or undefined where its bytes are not all there or not those that were written. */
export function readFrame(bytes: Buffer, offset: number, position: number): Frame | undefined {
  const length = frameBytes(bytes, offset, position);
  if (length === undefined || offset + length > bytes.length) return undefined;
  const checked = bytes.subarray(offset + checkedFrom, offset + length);
  if (crc32(checked) !== bytes.readUInt32LE(offset + 8)) return undefined;
  return {
    position,
    end: position + length,
    madeAt: bytes.readDoubleLE(offset + 24),
    payload: bytes.subarray(offset + frameHeaderBytes, offset + length),
  };
}
