import type { Logger } from '../logger.js';
import type { OpenFrame } from './frame.js';
import type { OpenedJournal } from './open-journal-directory.js';
import {
  createSegment,
  type JournalFile,
  removeSegment,
  type Segment,
  segmentAt,
  segmentHeaderBytes,
  writeToDisk,
} from './segment.js';

export interface SegmentWriterOptions {
  directory: string;
  /** Bytes from which on a new segment is begun. */
  segmentBytes: number;
  logger: Logger;
}

/** The segments of a journal, oldest first, of which the last is written. */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  readonly #opened: OpenedJournal;
  #segments: Segment[];
  #end: number;
  /** The last segment's. Undefined where the next frame must begin a new one. */
  #file: JournalFile | undefined;
  #endings: (() => void)[] = [];

  constructor(options: SegmentWriterOptions, opened: OpenedJournal) {
    this.#options = options;
    this.#opened = opened;
    this.#segments = [...opened.segments];
    this.#end = opened.end;
    this.#file = opened.file;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Position behind the last durable frame. */
  get end(): number {
    return this.#end;
  }

  /** Position of the oldest frame kept. */
  get start(): number {
    return this.#segments[0]?.base ?? this.#end;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#end - this.start + this.#segments.length * segmentHeaderBytes;
  }

  /** Resolves when the frame is on disk, which moves `end`. After an error nothing may be written before `abandonFile`. */
  async write(frame: OpenFrame): Promise<void> {
    const file = await this.#fileFor(frame);
    const segment = this.#segments.at(-1) as Segment;
    await writeToDisk(file, frame.seal(this.#end), segmentHeaderBytes + this.#end - segment.base);
    this.#end += frame.length;
  }

  /**
   * After a failed sync the system may have dropped the pages: the file is not written again. The next frame begins a
   * new segment, whose base ends this one.
   */
  async abandonFile(): Promise<void> {
    const { logger } = this.#options;
    const base = this.#segments.at(-1)?.base ?? this.#end;
    const file = this.#file;
    this.#file = undefined;
    try {
      await file?.truncate(segmentHeaderBytes + this.#end - base);
    } catch (error) {
      logger.warn({ err: error }, 'a torn frame stays at the end of a journal segment');
    }
    await file?.close().catch((error: unknown) => {
      logger.warn({ err: error }, 'a journal segment could not be closed');
    });
  }

  /** Resolves after the next `endAsAsked`. */
  askForEnd(): Promise<void> {
    return new Promise((resolve) => this.#endings.push(resolve));
  }

  get isEndAsked(): boolean {
    return this.#endings.length > 0;
  }

  /** Between two frames: the next one begins a new segment, where this one has a frame. Else it stays until it is full. */
  async endAsAsked(): Promise<void> {
    if (!this.isEndAsked) return;
    const endings = this.#endings;
    this.#endings = [];
    const base = this.#segments.at(-1)?.base ?? this.#end;
    try {
      if (base < this.#end) await this.#openNext();
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'a new journal segment could not be begun');
    }
    for (const tell of endings) tell();
  }

  /** Deletes the segments that hold nothing at or behind `position`; never one that is being written. */
  async trim(position: number): Promise<void> {
    for (let first = this.#segments[0]; first && this.#isBehind(first, position); first = this.#segments[0]) {
      this.#segments.shift();
      await removeSegment(first);
    }
  }

  /** The next frame begins a new segment, where this one has a frame and nothing at or behind `position`. */
  async endSegmentBehind(position: number): Promise<void> {
    const base = this.#segments.at(-1)?.base ?? this.#end;
    if (base === this.#end || position < this.#end) return;
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  /** The next frame stands at this position. */
  async skipTo(position: number): Promise<void> {
    await this.close();
    this.#end = position;
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  #isBehind(first: Segment, position: number): boolean {
    const next = this.#segments[1];
    if (next) return next.base <= position;
    // An empty one would be made again under the same name, perhaps just now.
    return this.#file === undefined && first.base < this.#end && this.#end <= position;
  }

  async #fileFor(frame: OpenFrame): Promise<JournalFile> {
    const current = this.#segments.at(-1);
    const used = current ? this.#end - current.base : 0;
    if (this.#file && (used === 0 || used + frame.length <= this.#options.segmentBytes)) return this.#file;
    return this.#openNext();
  }

  async #openNext(): Promise<JournalFile> {
    const segment = segmentAt(this.#options.directory, this.#end);
    const file = await createSegment(segment, this.#opened.id, this.#opened.openFile);
    await this.#file?.close().catch(() => undefined);
    if (this.#segments.at(-1)?.base === this.#end) this.#segments.pop();
    this.#segments.push(segment);
    this.#file = file;
    return file;
  }
}
