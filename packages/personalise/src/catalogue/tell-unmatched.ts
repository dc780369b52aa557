import type { UnmatchedReply } from '@sillage/protocol';
import type { ProductStore, SeenProduct } from '@sillage/warehouse';
import type { SiteCatalogue } from './site-catalogue.js';

const sinceMs = 7 * 86_400_000;
/** Products of events that are looked up: the ones seen most. */
const mostSeen = 50_000;
const mostExamples = 50;

/** Products of events that the feed does not have, by the site's rules of ids. */
export async function tellUnmatched(
  warehouse: Pick<ProductStore, 'seenProducts'>,
  { site, catalogue, now }: { site: string; catalogue: SiteCatalogue; now: number },
): Promise<UnmatchedReply> {
  const seen = await warehouse.seenProducts({ site, since: now - sinceMs, limit: mostSeen });
  const unmatched = seen.filter(({ productId }) => catalogue.findInFeed(productId) === undefined);
  return {
    seen: seen.length,
    unmatched: unmatched.length,
    seenEvents: sumEvents(seen),
    unmatchedEvents: sumEvents(unmatched),
    examples: unmatched.slice(0, mostExamples),
  };
}

function sumEvents(products: readonly SeenProduct[]): number {
  return products.reduce((sum, { events }) => sum + events, 0);
}
