import type { KnownProduct } from './known-product.js';

/** Ids of what can be ordered, the latest released first and what has no date last; so many at most, in one pass. */
export function findNewest(products: Iterable<KnownProduct>, most: number): string[] {
  const newest: KnownProduct[] = [];
  for (const product of products) {
    if (!product.isAvailable) continue;
    const last = newest[most - 1];
    if (last && compare(last, product) < 0) continue;
    newest.splice(placeOf(product, newest), 0, product);
    if (newest.length > most) newest.pop();
  }
  return newest.map(({ id }) => id);
}

function placeOf(product: KnownProduct, sorted: readonly KnownProduct[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(product, sorted[middle] as KnownProduct) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Below 0 where the first comes first. */
function compare(a: KnownProduct, b: KnownProduct): number {
  return (b.releasedAt ?? 0) - (a.releasedAt ?? 0) || (a.id < b.id ? -1 : 1);
}
