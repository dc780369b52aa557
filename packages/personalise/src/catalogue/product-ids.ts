import type { ProductIdRules } from '@sillage/protocol';

/** Variants of variants at most. */
const mostParts = 4;

/** The rules of a site, ready: what is compared in place of an id. */
export class ProductIds {
  readonly #rules: ProductIdRules | undefined;
  readonly #prefixes: string[];
  readonly #suffixes: string[];

  constructor(rules: ProductIdRules | undefined) {
    this.#rules = rules;
    const longestFirst = (texts: readonly string[] = []) =>
      texts.map((text) => this.#fold(text)).sort((a, b) => b.length - a.length);
    this.#prefixes = longestFirst(rules?.prefixes);
    this.#suffixes = longestFirst(rules?.suffixes);
  }

  /** Two ids of one key are of one product. */
  toKey(id: string): string {
    const folded = this.#fold(id.trim());
    const prefix = this.#prefixes.find((one) => one.length < folded.length && folded.startsWith(one)) ?? '';
    const rest = folded.slice(prefix.length);
    const suffix = this.#suffixes.find((one) => one.length < rest.length && rest.endsWith(one)) ?? '';
    return rest.slice(0, rest.length - suffix.length);
  }

  /** Keys of the products of which it may be a variant, nearest first. */
  parentsOf(key: string): string[] {
    const separator = this.#rules?.variantSeparator;
    if (separator === undefined) return [];
    const parents: string[] = [];
    let end = key.lastIndexOf(this.#fold(separator));
    while (end > 0 && parents.length < mostParts) {
      parents.push(key.slice(0, end));
      end = key.lastIndexOf(this.#fold(separator), end - 1);
    }
    return parents;
  }

  #fold(text: string): string {
    return this.#rules?.ignoresCase ? text.toLowerCase() : text;
  }
}
