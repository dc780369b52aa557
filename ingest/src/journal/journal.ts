import { ProblemError } from '@sillage/protocol';
import type { Logger } from '../logger.js';
import { DiskReserve } from './disk-reserve.js';
import type { Frame, OpenFrame } from './frame.js';
import { FrameQueue } from './frame-queue.js';
import { readSegment } from './frame-reader.js';
import { type OpenedJournal, openJournalDirectory } from './open-journal-directory.js';
import { writeQuarantine } from './quarantine.js';
import type { EncodedRecord } from './record.js';
import type { OpenJournalFile } from './segment.js';
import { SegmentWriter } from './segment-writer.js';

export interface JournalOptions {
  /** Made where there is none, with a new journal id. */
  directory: string;
  /** Bytes on disk from which on appends are refused. */
  maxBytes: number;
  /** Free bytes of the disk that are left to the node state and the loader. Default: 64 MiB, or a tenth of a smaller disk. */
  reservedBytes?: number;
  /** Bytes from which on a new segment is begun. Default 64 MiB. */
  segmentBytes?: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  logger: Logger;
  /** Default: `node:fs/promises`. */
  openFile?: OpenJournalFile;
}

export interface DurableFrame {
  /** The frame's number in this process. */
  number: number;
  /** The journal's position behind it. */
  end: number;
  /** When it was opened, in milliseconds since 1970. */
  madeAt: number;
}

/** Called in order, before the appends of the frame are answered. */
export interface JournalListener {
  onDurable(frame: DurableFrame): void;
  /** Everything that was not durable is as if it had never been appended. */
  onFailed(): void;
  /** An append was refused for want of room: time to trim again. */
  onFull(): void;
}

/** Where an append went. */
export interface Ticket {
  /** The frame's number in this process. */
  frame: number;
  madeAt: number;
  /** Rejects with ProblemError `journal_failed`. */
  durable: Promise<void>;
}

/** Bytes that may wait for a disk that does not answer. */
const maxQueuedBytes = 67_108_864;
const retryAfterSeconds = 5;

/**
 * Append-only segments of frames. A frame is one write, which ends when it is on disk, for every append that arrived
 * while the frame before it was being written. Positions count the bytes of frames since the journal was made.
 */
export class Journal {
  readonly id: string;
  quarantinedBytes = 0;
  readonly #options: JournalOptions;
  readonly #opened: OpenedJournal;
  readonly #reserve: DiskReserve;
  readonly #writer: SegmentWriter;
  readonly #queue: FrameQueue;
  #listener: JournalListener | undefined;
  #isScheduled = false;
  #isClosed = false;

  private constructor(options: JournalOptions, opened: OpenedJournal) {
    const { directory, logger, segmentBytes = 67_108_864 } = options;
    this.#options = options;
    this.#opened = opened;
    this.#reserve = new DiskReserve(directory, options.reservedBytes);
    this.#writer = new SegmentWriter({ directory, logger, segmentBytes }, opened);
    this.#queue = new FrameQueue(options.clock);
    this.id = opened.id;
  }

  /** Throws `DirectoryLockedError` where another process owns the directory. */
  static async open(options: JournalOptions): Promise<Journal> {
    return new Journal(options, await openJournalDirectory(options));
  }

  /** Position behind the last durable frame. */
  get end(): number {
    return this.#writer.end;
  }

  /** Position of the oldest frame kept. */
  get start(): number {
    return this.#writer.start;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#writer.bytes;
  }

  listen(listener: JournalListener): void {
    this.#listener = listener;
  }

  /** All records or none. Throws ProblemError `journal_full`, `journal_failed` or `shutting_down`. */
  append(records: readonly EncodedRecord[]): Ticket {
    if (this.#isClosed) throw new ProblemError('shutting_down', undefined, retryAfterSeconds);
    const queued = this.#queue.bytes;
    if (this.#isFull(queued)) {
      this.#listener?.onFull();
      throw new ProblemError('journal_full', undefined, retryAfterSeconds);
    }
    if (queued >= maxQueuedBytes) throw new ProblemError('journal_failed', 'The disk is too slow.', retryAfterSeconds);
    const frame = this.#queue.filling();
    frame.add(records);
    this.#schedule();
    return { frame: frame.number, madeAt: frame.madeAt, durable: frame.durable };
  }

  /** Resolves when everything appended so far is durable; rejects where any of it failed. */
  flushed(): Promise<void> {
    return this.#queue.last?.durable ?? Promise.resolve();
  }

  /**
   * The durable frames from `position` (a frame's) to `end`. A corrupt frame is quarantined and logged, and reading
   * goes on behind it.
   */
  async *readFrames(position: number, end = this.end): AsyncGenerator<Frame> {
    const segments = [...this.#writer.segments];
    for (const [index, segment] of segments.entries()) {
      const to = Math.min(end, segments[index + 1]?.base ?? end);
      const from = Math.max(position, segment.base);
      if (from < to) {
        yield* readSegment({ segment, from, to }, async (corrupt) => {
          this.quarantinedBytes += corrupt.length;
          await writeQuarantine(this.#options, corrupt);
        });
      }
    }
  }

  /**
   * Deletes the segments that hold nothing at or behind `position`. The last one stays while it is written: after a
   * failure, or where there is no more room, it is not, and what it takes may be what the next one needs.
   */
  async trim(position: number): Promise<void> {
    const isNeeded = this.#isFull(this.#queue.bytes) && !this.#isScheduled;
    // Bytes go with their whole segment: a last one that fills the disk alone would keep it full.
    if (isNeeded) await this.#writer.endSegmentBehind(position);
    await this.#writer.trim(position);
  }

  /** Resolves when what is durable now stands in other segments than what is written from then on, or can't be parted. */
  endSegment(): Promise<void> {
    const ended = this.#writer.askForEnd();
    this.#schedule();
    return ended;
  }

  /** Before the first append: positions go on from here at least, where frames that were used already are gone. */
  async skipTo(position: number): Promise<void> {
    if (position <= this.end) return;
    this.#options.logger.error({ position, end: this.end }, 'the journal lost frames that were loaded already');
    await this.#writer.skipTo(position);
  }

  /** Refuses appends from now on, and resolves when those that were taken are settled. */
  async stop(): Promise<void> {
    this.#isClosed = true;
    await this.flushed().catch(() => undefined);
  }

  /** Gives the directory back. */
  async close(): Promise<void> {
    await this.stop();
    await this.#writer.close();
    await this.#opened.lock.release();
  }

  #isFull(queuedBytes: number): boolean {
    return this.bytes + queuedBytes >= this.#options.maxBytes || this.#reserve.isTouched;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // Once the requests that are readable now were read: they share the first frame.
    setImmediate(() => void this.#writeQueue());
  }

  async #writeQueue(): Promise<void> {
    for (let frame = this.#queue.take(); frame || this.#writer.isEndAsked; frame = this.#queue.take()) {
      await this.#writer.endAsAsked();
      if (frame) await this.#write(frame);
    }
    this.#isScheduled = false;
  }

  async #write(frame: OpenFrame): Promise<void> {
    try {
      await this.#writer.write(frame);
      this.#reserve.spend(frame.length);
      this.#listener?.onDurable({ number: frame.number, end: this.end, madeAt: frame.madeAt });
      this.#queue.release();
      frame.settle.resolve();
    } catch (error) {
      await this.#fail(error);
    }
  }

  /**
   * What waits decided by what has now failed (which ids are known, which session goes on), so it fails with it.
   */
  async #fail(error: unknown): Promise<void> {
    this.#options.logger.error({ err: error }, 'the journal could not be written');
    const failed = this.#queue.abandon();
    this.#listener?.onFailed();
    const problem = new ProblemError('journal_failed', undefined, retryAfterSeconds);
    for (const frame of failed) frame.settle.reject(problem);
    await this.#writer.abandonFile();
  }
}
