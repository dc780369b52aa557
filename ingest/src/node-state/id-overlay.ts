/** Ids of one site that the records of one frame brought. */
export interface NewIds {
  site: string;
  ids: string[];
  frame: number;
}

/**
 * Ids above a store that is written later, as `Overlay` does it for values; of ids there are ten times as many, and none
 * ever changes, so that a frame's ids of a site are one entry.
 */
export class IdOverlay {
  readonly #sites = new Map<string, Set<string>>();
  /** Of frames that are not durable. */
  #open: NewIds[] = [];
  #durable: NewIds[] = [];

  get size(): number {
    let size = 0;
    for (const ids of this.#sites.values()) size += ids.size;
    return size;
  }

  has(site: string, id: string): boolean {
    return this.#sites.get(site)?.has(id) ?? false;
  }

  put(site: string, id: string, frame: number): void {
    const known = this.#idsOf(site);
    // what an earlier frame brought stays here until the store below has it
    if (known.has(id)) return;
    known.add(id);
    const last = this.#open.at(-1);
    if (last?.frame === frame && last.site === site) last.ids.push(id);
    else this.#open.push({ site, ids: [id], frame });
  }

  /** Takes back everything that is not durable. */
  rollback(): void {
    this.#remove(this.#open);
    this.#open = [];
  }

  /** Frames up to this one are durable. */
  markDurable(frame: number): void {
    const count = this.#open.findIndex((entry) => entry.frame > frame);
    this.#durable.push(...this.#open.splice(0, count === -1 ? this.#open.length : count));
  }

  /** The durable ids since the last call, in order. */
  takeDurable(): NewIds[] {
    const taken = this.#durable;
    this.#durable = [];
    return taken;
  }

  /** The store below has these. */
  forget(taken: readonly NewIds[]): void {
    this.#remove(taken);
  }

  #remove(entries: readonly NewIds[]): void {
    for (const { site, ids } of entries) {
      const known = this.#idsOf(site);
      for (const id of ids) known.delete(id);
    }
  }

  #idsOf(site: string): Set<string> {
    const known = this.#sites.get(site);
    if (known) return known;
    const ids = new Set<string>();
    this.#sites.set(site, ids);
    return ids;
  }
}
