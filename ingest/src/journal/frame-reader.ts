import { type FileHandle, open } from 'node:fs/promises';
import { type Frame, frameBytes, frameMagic, readFrame } from './frame.js';
import { type Segment, segmentHeaderBytes } from './segment.js';

/** Bytes that are not the frame which should stand there, with good frames or a whole segment behind them. */
export interface CorruptRange {
  position: number;
  bytes: Buffer;
  /** Bytes of the journal that could not be read; more than `bytes` where the file is too short. */
  length: number;
}

export interface SegmentRange {
  segment: Segment;
  from: number;
  to: number;
}

/** Bytes read at once; a larger frame is read whole. */
const chunkBytes = 1_048_576;

/**
 * The frames of a segment from `from` to `to`, in order. What is not a frame is handed to `onCorrupt`, and reading goes
 * on at the next frame that is whole. Holds one chunk in memory at a time.
 */
export async function* readSegment(
  range: SegmentRange,
  onCorrupt: (corrupt: CorruptRange) => Promise<void>,
): AsyncGenerator<Frame> {
  const file = await open(range.segment.path, 'r');
  try {
    let position = range.from;
    while (position < range.to) {
      const chunk = await readAt(file, range, { position, length: chunkBytes });
      const chunkStart = position;
      for (
        let frame = readFrame(chunk, 0, position);
        frame;
        frame = readFrame(chunk, position - chunkStart, position)
      ) {
        position = frame.end;
        yield frame;
      }
      if (position > chunkStart) continue;
      const large = await readLargeFrame(file, range, { chunk, position });
      if (large) {
        position = large.end;
        yield large;
      } else {
        const corrupt = await readCorrupt(file, range, position);
        position += corrupt.length;
        await onCorrupt(corrupt);
      }
    }
  } finally {
    await file.close();
  }
}

/** The position of the next whole frame at or behind `position`; `range.to` where there is none. */
async function findFrame(file: FileHandle, range: SegmentRange, position: number): Promise<number> {
  const rest = await readAt(file, range, { position, length: range.to - position });
  for (let at = rest.indexOf(frameMagic); at >= 0; at = rest.indexOf(frameMagic, at + 1)) {
    if (readFrame(rest, at, position + at)) return position + at;
  }
  return range.to;
}

async function readLargeFrame(file: FileHandle, range: SegmentRange, at: { chunk: Buffer; position: number }) {
  const length = frameBytes(at.chunk, 0, at.position);
  if (length === undefined || length <= at.chunk.length || at.position + length > range.to) return undefined;
  return readFrame(await readAt(file, range, { position: at.position, length }), 0, at.position);
}

async function readCorrupt(file: FileHandle, range: SegmentRange, position: number): Promise<CorruptRange> {
  const end = await findFrame(file, range, position + 1);
  return { position, bytes: await readAt(file, range, { position, length: end - position }), length: end - position };
}

async function readAt(file: FileHandle, range: SegmentRange, want: { position: number; length: number }) {
  const length = Math.max(0, Math.min(want.length, range.to - want.position));
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const offset = segmentHeaderBytes + want.position - range.segment.base + read;
    const { bytesRead } = await file.read(bytes, read, length - read, offset);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

/** Where the whole frames of a segment end: behind it is a torn tail. Frames behind a corrupt one count as whole. */
export async function findSegmentEnd(segment: Segment): Promise<{ end: number; tornBytes: number }> {
  const file = await open(segment.path, 'r');
  let fileEnd: number;
  try {
    fileEnd = segment.base + Math.max(0, (await file.stat()).size - segmentHeaderBytes);
  } finally {
    await file.close();
  }
  let end = segment.base;
  const ignoreCorrupt = async () => undefined;
  for await (const frame of readSegment({ segment, from: segment.base, to: fileEnd }, ignoreCorrupt)) end = frame.end;
  return { end, tornBytes: fileEnd - end };
}
