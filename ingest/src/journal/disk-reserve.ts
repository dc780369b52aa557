import { statfs } from 'node:fs/promises';

const defaultBytes = 67_108_864;
/** Bytes written between two looks at the disk. */
const lookEveryBytes = 1_048_576;
const lookEveryMs = 1_000;

/**
 * Keeps the journal from the last bytes of the disk: the node state and the loader need some to make room again.
 * `bytes`: default 64 MiB, or a tenth of a smaller disk.
 */
export class DiskReserve {
  readonly #directory: string;
  readonly #bytes: number | undefined;
  #unseenBytes = lookEveryBytes;
  #lookedAt = 0;
  #isLooking = false;
  #isTouched = false;

  constructor(directory: string, bytes: number | undefined) {
    this.#directory = directory;
    this.#bytes = bytes;
  }

  /** As of a moment ago. Asking is what makes it look again. */
  get isTouched(): boolean {
    const isDue = this.#unseenBytes >= lookEveryBytes || performance.now() - this.#lookedAt >= lookEveryMs;
    if (isDue && !this.#isLooking) void this.#look();
    return this.#isTouched;
  }

  spend(bytes: number): void {
    this.#unseenBytes += bytes;
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#unseenBytes = 0;
    this.#lookedAt = performance.now();
    try {
      const { bavail, blocks, bsize } = await statfs(this.#directory);
      this.#isTouched = bavail * bsize < (this.#bytes ?? Math.min(defaultBytes, (blocks * bsize) / 10));
    } catch {
      // The disk doesn't say: the write itself will.
      this.#isTouched = false;
    }
    this.#isLooking = false;
  }
}
