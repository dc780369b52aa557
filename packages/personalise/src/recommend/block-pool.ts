const chunkPower = 18;
const chunkWords = 1 << chunkPower;
const offsetMask = chunkWords - 1;

/**
 * Small runs of numbers in large arrays: a million sessions are a few hundred arrays to the garbage collector. A block has
 * 2, 4, 8 … words; what is freed serves the next of its size.
 */
export class BlockPool {
  readonly #chunks: Int32Array[] = [];
  /** By power of two: addresses of free blocks. */
  readonly #free: number[][] = [];
  #end = 0;

  get bytes(): number {
    const freed = this.#free.reduce((sum, addresses) => sum + addresses.length, 0);
    return this.#chunks.length * chunkWords * 4 + freed * 8;
  }

  /** Address of a block of 2^power words, whose content is whatever it was; power at most 18. */
  take(power: number): number {
    const freed = this.#free[power]?.pop();
    if (freed !== undefined) return freed;
    const words = 1 << power;
    if ((this.#end & offsetMask) + words > chunkWords || (this.#end & offsetMask) === 0) this.#addChunk();
    const address = this.#end;
    this.#end += words;
    return address;
  }

  give(address: number, power: number): void {
    const addresses = this.#free[power];
    if (addresses) addresses.push(address);
    else this.#free[power] = [address];
  }

  /** The chunk that holds the block, which starts there at `offsetOf`. */
  chunkOf(address: number): Int32Array {
    return this.#chunks[address >>> chunkPower] as Int32Array;
  }

  offsetOf(address: number): number {
    return address & offsetMask;
  }

  #addChunk(): void {
    this.#end = this.#chunks.length * chunkWords;
    this.#chunks.push(new Int32Array(chunkWords));
  }
}
