import { OpenFrame } from './frame.js';

/** A frame takes appends until it has so many bytes; a single append may be larger. */
const maxFrameBytes = 4_194_304;
/** Larger memory of a frame is given back. */
const maxSpareBytes = 1_048_576;

/** Frames that are not durable: one at most is being written, and those behind it fill and wait. */
export class FrameQueue {
  readonly #clock: () => number;
  #waiting: OpenFrame[] = [];
  #writing: OpenFrame | undefined;
  /** Memory of frames that were written: new memory for each makes the collector of garbage run more often. */
  readonly #spares: Buffer[] = [];
  #count = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  get bytes(): number {
    let bytes = this.#writing?.length ?? 0;
    for (const frame of this.#waiting) bytes += frame.length;
    return bytes;
  }

  /** The one that is durable last. */
  get last(): OpenFrame | undefined {
    return this.#waiting.at(-1) ?? this.#writing;
  }

  /** The frame that takes appends now. */
  filling(): OpenFrame {
    const last = this.#waiting.at(-1);
    if (last && last.length < maxFrameBytes) return last;
    this.#count += 1;
    const frame = new OpenFrame(this.#count, this.#clock(), this.#spares.pop());
    this.#waiting.push(frame);
    return frame;
  }

  /** The next frame, to be written from now on. */
  take(): OpenFrame | undefined {
    this.#writing = this.#waiting.shift();
    return this.#writing;
  }

  /** The frame that was taken is durable. One frame fills while another is written: so much memory is kept. */
  release(): void {
    const memory = this.#writing?.memory;
    this.#writing = undefined;
    if (memory && this.#spares.length < 2 && memory.length <= maxSpareBytes) this.#spares.push(memory);
  }

  /** All of them, of which none is here any more. */
  abandon(): OpenFrame[] {
    const all = [...(this.#writing ? [this.#writing] : []), ...this.#waiting];
    this.#writing = undefined;
    this.#waiting = [];
    return all;
  }
}
