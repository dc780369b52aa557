const initialBytes = 65_536;

/** Tails of rows, one behind the other, as UTF-8. */
export class TailBuffer {
  #bytes = Buffer.allocUnsafeSlow(initialBytes);
  #length = 0;

  /** Returns where it ends. */
  add(tail: string): number {
    // a UTF-16 unit is at most 3 bytes of UTF-8
    const needed = this.#length + tail.length * 3;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#length += this.#bytes.write(tail, this.#length, 'utf8');
    return this.#length;
  }

  /** Where the next one begins. */
  get length(): number {
    return this.#length;
  }

  /** A copy of all since the last call, in memory of its own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
