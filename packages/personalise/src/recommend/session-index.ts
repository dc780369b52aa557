import { hashId } from './hash-id.js';
import { ProductNumbers } from './product-numbers.js';
import { SessionProducts } from './session-products.js';
import { SlotHeap } from './slot-heap.js';
import { SlotTable } from './slot-table.js';

export interface SessionIndexOptions {
  /** Sessions at most; past them the one whose latest product is the oldest goes. About 150 bytes each, of four products. Default 1,000,000. */
  maxSessions?: number;
  /** Products of a session at most, 1 to 1,024; past them the oldest goes. Default 50. */
  maxProductsPerSession?: number;
  /** Called with each product that no session has any more. */
  onProductGone?: (product: string) => void;
}

/** That a product was seen in a session. */
export interface Sight {
  session: string;
  visitor: string;
  product: string;
  /** Milliseconds since 1970 UTC; kept to the second. */
  at: number;
}

/** 1 January 2020 UTC, from which 32 bits of seconds reach from 1952 to 2088. */
const originSeconds = 1_577_836_800;

/** Milliseconds since 1970 as the index keeps them: whole seconds. */
export function toIndexTime(at: number): number {
  return Math.max(-0x8000_0000, Math.min(0x7fff_ffff, Math.floor(at / 1000) - originSeconds));
}

/**
 * Which products were seen in which of the latest sessions, both ways (Kersbergen, Sprangers and Schelter, "Serenade",
 * SIGMOD 2022), kept up event by event. What it holds depends on what was added, not on the order: of a product seen
 * twice in a session the later time counts. Only a session that had to go and is added to again has less than before.
 */
export class SessionIndex {
  readonly products: ProductNumbers;
  readonly contents: SessionProducts;
  readonly #maxSessions: number;
  readonly #maxProducts: number;
  readonly #table: SlotTable;
  readonly #oldest: SlotHeap;
  readonly #keys: Float64Array;
  readonly #visitors: Float64Array;
  /** When the latest product was seen, beside its place in `contents`: the heap reads it often. */
  readonly #lastAts: Int32Array;
  readonly #free: number[] = [];
  #used = 0;
  #sights = 0;

  constructor({ maxSessions = 1_000_000, maxProductsPerSession = 50, onProductGone }: SessionIndexOptions = {}) {
    this.#maxSessions = maxSessions;
    this.#maxProducts = Math.max(1, Math.min(1_024, maxProductsPerSession));
    this.#keys = new Float64Array(maxSessions);
    this.#visitors = new Float64Array(maxSessions);
    this.#lastAts = new Int32Array(maxSessions);
    this.#table = new SlotTable(this.#keys);
    this.#oldest = new SlotHeap(maxSessions, this.#isOlder);
    this.contents = new SessionProducts(maxSessions);
    this.products = new ProductNumbers(this.#isBefore, onProductGone);
  }

  get sessions(): number {
    return this.#oldest.size;
  }

  /** Pairs of session and product. */
  get sights(): number {
    return this.#sights;
  }

  /** All slots are below. */
  get capacity(): number {
    return this.#maxSessions;
  }

  /** What it takes of memory; of the arrays of a slot each, what was touched. */
  get bytes(): number {
    const ofSlots = this.#keys.byteLength + this.#visitors.byteLength + this.#lastAts.byteLength;
    return ofSlots + this.#table.bytes + this.#oldest.bytes + this.contents.bytes + this.products.bytes;
  }

  /** False where nothing changes: it is known already, or older than all there is room for. */
  add({ session, visitor, product, at }: Sight): boolean {
    const key = hashId(session);
    const time = toIndexTime(at);
    const known = this.#table.find(key);
    const slot = known === -1 ? this.#open(key, time) : known;
    if (slot === -1) return false;
    this.#visitors[slot] = hashId(visitor);
    if (!this.#see(slot, product, time)) return false;
    this.#lastAts[slot] = this.contents.at(slot, this.contents.count(slot) - 1);
    if (known === -1) this.#oldest.insert(slot);
    else this.#oldest.moved(slot);
    return true;
  }

  /** All sessions of the visitor go; tells how many. Looks at every session: some milliseconds a million. */
  forget(visitor: string): number {
    const key = hashId(visitor);
    let gone = 0;
    for (let slot = 0; slot < this.#used; slot += 1) {
      if (this.#visitors[slot] !== key || this.contents.count(slot) === 0) continue;
      this.#close(slot);
      gone += 1;
    }
    return gone;
  }

  /** -1 where the session is not held. */
  slotOf(session: string): number {
    return this.#table.find(hashId(session));
  }

  /** Sessions of the same time have an order too, which does not depend on when they came. */
  readonly #isBefore = (a: number, b: number): boolean => (this.#keys[a] as number) < (this.#keys[b] as number);

  readonly #isOlder = (a: number, b: number): boolean => {
    const atOfA = this.#lastAts[a] as number;
    const atOfB = this.#lastAts[b] as number;
    return atOfA < atOfB || (atOfA === atOfB && this.#isBefore(a, b));
  };

  /** A slot for a new session; -1 where all that are held are newer. */
  #open(key: number, time: number): number {
    if (this.sessions === this.#maxSessions) {
      const oldest = this.#oldest.first();
      if (oldest === undefined) return -1;
      const last = this.#lastAts[oldest] as number;
      if (time < last || (time === last && key < (this.#keys[oldest] as number))) return -1;
      this.#close(oldest);
    }
    const slot = this.#free.pop() ?? this.#used++;
    this.#keys[slot] = key;
    this.#table.insert(slot);
    return slot;
  }

  #close(slot: number): void {
    this.#oldest.remove(slot);
    this.#table.remove(slot);
    for (let place = this.contents.count(slot) - 1; place >= 0; place -= 1) {
      this.products.release(this.#drop(slot, place));
    }
    this.#visitors[slot] = 0;
    this.#free.push(slot);
  }

  #see(slot: number, product: string, time: number): boolean {
    const number = this.products.take(product);
    const known = this.contents.find(slot, number);
    if (known !== -1) {
      if (time <= this.contents.at(slot, known)) return false;
      this.#drop(slot, known);
    }
    const place = this.#placeFor(slot, product, time);
    this.contents.insert(slot, place, [number, time]);
    this.products.see(number, slot, time);
    this.#sights += 1;
    if (this.contents.count(slot) <= this.#maxProducts) return true;
    const dropped = this.#drop(slot, 0);
    this.products.release(dropped);
    return dropped !== number;
  }

  /** Products of the same second are in the order of their ids, whichever came first. */
  #placeFor(slot: number, product: string, time: number): number {
    let place = this.contents.count(slot);
    for (; place > 0; place -= 1) {
      const at = this.contents.at(slot, place - 1);
      if (at < time) break;
      if (at === time && this.products.id(this.contents.product(slot, place - 1)) < product) break;
    }
    return place;
  }

  /** Number of the product that the session has no more. */
  #drop(slot: number, place: number): number {
    const number = this.contents.product(slot, place);
    this.products.unsee(number, slot, this.contents.at(slot, place));
    this.contents.remove(slot, place);
    this.#sights -= 1;
    return number;
  }
}
