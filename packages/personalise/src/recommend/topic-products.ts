import { topicAndAbove } from '@sillage/protocol';

interface Placed {
  topics: readonly string[];
  at: number;
}

/** Which products are in which topic, of every level, by the latest event that told it. */
export class TopicProducts {
  readonly #placed = new Map<string, Placed>();
  readonly #products = new Map<string, Set<string>>();

  /** A later word replaces an earlier one; of the same time the one that sorts last counts, so that order does not. */
  place(product: string, topics: readonly string[], at: number): void {
    if (topics.length === 0) return;
    const known = this.#placed.get(product);
    const sorted = [...topics].sort();
    if (known && (known.at > at || (known.at === at && known.topics.join() >= sorted.join()))) return;
    this.remove(product);
    this.#placed.set(product, { topics: sorted, at });
    for (const topic of levelsOf(sorted)) {
      const products = this.#products.get(topic);
      if (products) products.add(product);
      else this.#products.set(topic, new Set([product]));
    }
  }

  remove(product: string): void {
    const known = this.#placed.get(product);
    if (!known) return;
    this.#placed.delete(product);
    for (const topic of levelsOf(known.topics)) {
      const products = this.#products.get(topic);
      products?.delete(product);
      if (products?.size === 0) this.#products.delete(topic);
    }
  }

  /** Of the topic and those below it. */
  productsOf(topic: string): Iterable<string> {
    return this.#products.get(topic) ?? [];
  }

  topicsOf(product: string): readonly string[] {
    return this.#placed.get(product)?.topics ?? [];
  }
}

/** Topics and all above them. */
export function levelsOf(topics: readonly string[]): Set<string> {
  return new Set(topics.flatMap(topicAndAbove));
}

/** One of the topics is that one, or below it. */
export function isUnder(topics: readonly string[], topic: string): boolean {
  return topics.some((one) => one === topic || one.startsWith(`${topic}/`));
}
