/** Topics of which lists are kept at most. */
const keptLists = 1_000;

/** Lists by topic, each of which stands for a while, since making one of a large topic takes milliseconds. */
export class TopicLists<T> {
  readonly #holdsMs: number;
  readonly #lists = new Map<string, { until: number; list: T }>();

  constructor(holdsSeconds: number) {
    this.#holdsMs = holdsSeconds * 1000;
  }

  /** The one that stands at that time, or a new one. */
  get(topic: string, at: number, make: () => T): T {
    const known = this.#lists.get(topic);
    if (known && at < known.until && at >= known.until - this.#holdsMs) return known.list;
    const list = make();
    this.#lists.delete(topic);
    this.#lists.set(topic, { until: at + this.#holdsMs, list });
    if (this.#lists.size > keptLists) this.#lists.delete(this.#lists.keys().next().value as string);
    return list;
  }

  drop(topic: string): void {
    this.#lists.delete(topic);
  }

  clear(): void {
    this.#lists.clear();
  }
}
