/** The one set of rules of a site has this id. */
export const siteRulesId = 'site';

/** What a site's people say about the products that are proposed. Product ids are those of pages or of the feed. */
export interface ProductRules {
  id: typeof siteRulesId;
  /** Products that come first, in this order, where they can be ordered. */
  pin: string[];
  /** Never proposed. A topic holds for all below it too. */
  exclude: { products: string[]; topics: string[]; brands: string[] };
  /** Several that meet multiply. */
  boost: ProductBoost[];
  /** Propose only what was not looked at in this visit. */
  leaveOutSeen: boolean;
}

/** Names one of `product`, `topic` and `brand`. */
export interface ProductBoost {
  product?: string;
  topic?: string;
  brand?: string;
  /** 0.01 to 100; above 1 it raises. */
  factor: number;
}
