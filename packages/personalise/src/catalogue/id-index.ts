/** Ids by what they have in common; most have it alone, and cost a string. */
export class IdIndex {
  readonly #ids = new Map<string, string | readonly string[]>();

  get size(): number {
    return this.#ids.size;
  }

  add(key: string, id: string): void {
    const known = this.of(key);
    if (!known.includes(id)) this.#set(key, [...known, id].sort());
  }

  remove(key: string, id: string): void {
    const left = this.of(key).filter((one) => one !== id);
    this.#set(key, left);
  }

  /** In the order of ids: what is first does not hang on what came first. */
  of(key: string): readonly string[] {
    const known = this.#ids.get(key);
    if (known === undefined) return [];
    return typeof known === 'string' ? [known] : known;
  }

  #set(key: string, [first, ...rest]: readonly string[]): void {
    if (first === undefined) this.#ids.delete(key);
    else this.#ids.set(key, rest.length === 0 ? first : [first, ...rest]);
  }
}
