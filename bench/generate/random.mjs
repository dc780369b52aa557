/**
 * Seeded pseudo-randomness (sfc32 by Chris Doty-Humphrey, PractRand): the same seed gives the same events on every
 * machine. Not for secrets.
 */
export class Random {
  #a;
  #b;
  #c;
  #counter = 1;

  /** @param {number} seed any integer */
  constructor(seed) {
    this.#a = seed >>> 0;
    this.#b = Math.imul(seed, 0x9e3779b1) >>> 0;
    this.#c = 0x5bd1e995;
    for (let round = 0; round < 15; round++) this.uint32();
  }

  uint32() {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  fraction() {
    return this.uint32() / 4_294_967_296;
  }

  /** From `least` to `most`, both included. */
  integer(least, most) {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability) {
    return this.fraction() < probability;
  }

  /** Exponentially distributed around `mean`. */
  wait(mean) {
    return -Math.log(1 - this.fraction()) * mean;
  }

  pick(values) {
    return values[Math.floor(this.fraction() * values.length)];
  }

  /** An index below `count`; low ones are frequent, as with best-sellers and regular customers. */
  skewed(count, exponent = 2.2) {
    return Math.floor(count * this.fraction() ** exponent);
  }

  /** UUIDv4. */
  uuid() {
    const [a, b, c, d] = [this.uint32(), this.uint32(), this.uint32(), this.uint32()];
    return `${hex8(a)}-${hex4(b >>> 16)}-4${hex4(b).slice(1)}-${variant(c)}-${hex4(c)}${hex8(d)}`;
  }

  /** UUIDv7 of a time in milliseconds (RFC 9562). */
  uuidAt(timeMs) {
    const high = Math.floor(timeMs / 65_536);
    const [a, b, c] = [this.uint32(), this.uint32(), this.uint32()];
    return `${hex8(high)}-${hex4(timeMs % 65_536)}-7${hex4(a).slice(1)}-${variant(b)}-${hex4(b)}${hex8(c)}`;
  }

  /** Lower-case letters and digits. */
  letters(length) {
    let text = '';
    while (text.length < length) text += this.uint32().toString(36);
    return text.slice(-length);
  }
}

function hex8(value) {
  return value.toString(16).padStart(8, '0');
}

function hex4(value) {
  return (value & 0xffff).toString(16).padStart(4, '0');
}

function variant(value) {
  return (((value >>> 16) & 0x3fff) | 0x8000).toString(16);
}
