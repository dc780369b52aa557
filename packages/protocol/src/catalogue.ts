import type { Fault } from './fault.js';

/** A product as the shop's own feed has it. schema.org: Product; Google Merchant: item. */
export interface CatalogueProduct {
  /** As the pages tell it, or as the site's `ProductIdRules` bring the two together. */
  id: string;
  name: string;
  /** http(s), or a path of the shop's own. */
  url?: string;
  /** http(s), or a path of the shop's own. */
  image?: string;
  /** What is asked for one now, in minor units of `currency`. */
  priceMinor?: number;
  /** ISO 4217; default: the site's. */
  currency?: string;
  /** What one earns, in minor units of `currency`; less than nothing where it is sold at a loss. */
  marginMinor?: number;
  /** How many there are, or only whether it can be ordered; absent: it can. */
  stock?: number | 'in' | 'out';
  topics?: string[];
  brand?: string;
  /** The product of which this is a variant. Google: `item_group_id`. */
  parentId?: string;
  /** Milliseconds since 1970 UTC. */
  releasedAt?: number;
}

/** A line that takes a product away. */
export interface CatalogueRemoval {
  id: string;
  isRemoved: true;
}

/** What `PUT /v1/catalogue` did. */
export interface CatalogueReply {
  /** Products that stand now as the feed has them. */
  accepted: number;
  refused: number;
  /** By lines of removal, and by `replace`. */
  removed: number;
  /** What was not in the feed is gone; only where `replace` was asked for and nothing spoke against it. */
  isReplaced: boolean;
  /** Why it was not replaced, though that was asked for. */
  notReplacedBecause?: string;
  /** The first hundred. */
  refusals: CatalogueRefusal[];
}

/** A product of a feed that was not taken. */
export interface CatalogueRefusal {
  /** Where it begins, from 1. */
  line: number;
  /** Where it could be read. */
  id?: string;
  /** In the feed's own words: `#/priceMinor` of JSON lines, `#/price` of a Google Merchant feed. */
  errors: Fault[];
}

/** A product as it is held. */
export interface ListedProduct extends CatalogueProduct {
  /** When it could last be ordered again after it could not. */
  restockedAt?: number;
  /** When it was last told. */
  changedAt: number;
}

/** `GET /v1/catalogue`, by id. */
export interface CatalogueList {
  products: ListedProduct[];
  /** Absent: these are the last. */
  cursor?: string;
}

/** `GET /v1/catalogue/unmatched`: products of events that the catalogue does not have, of the last 7 days. */
export interface UnmatchedReply {
  /** Products of events. */
  seen: number;
  /** Of them, those that the catalogue does not have. */
  unmatched: number;
  /** Views and additions to carts, of all and of those. */
  seenEvents: number;
  unmatchedEvents: number;
  /** Those with most events first, fifty at most. */
  examples: { productId: string; events: number; visitors: number; lastAt: number }[];
}

/**
 * How ids of pages and of the feed come together where they are not the same. Plain text, compared from the ends: a rule
 * costs no more than the length of an id. An id that is the same on both sides always wins.
 */
export interface ProductIdRules {
  /** `SKU-1` is `sku-1`. */
  ignoresCase: boolean;
  /** Dropped where an id begins with one: `shopify_FR_1234` → `1234`. The longest that fits, once. */
  prefixes: string[];
  /** Dropped where an id ends with one. The longest that fits, once. */
  suffixes: string[];
  /** What stands before a variant's part: with `-`, `SHIRT-RED-M` is looked for as `SHIRT-RED`, then as `SHIRT`. Absent: no. */
  variantSeparator?: string;
}
