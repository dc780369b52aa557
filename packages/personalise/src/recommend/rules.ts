/** What the shop says about its proposals. */
export interface RecommendRules {
  /** Products that come first, in this order, where they may be shown. */
  pin?: readonly string[];
  /** Never these products, of these topics (of any level), of these brands. */
  exclude?: { products?: readonly string[]; topics?: readonly string[]; brands?: readonly string[] };
  /** Scores are multiplied: products of the shop's own brand by 1.5, say. Several that meet multiply. 0.01 to 100 each. */
  boost?: readonly Boost[];
  /** Leave out what was already seen in this session: propose something new. Default false. */
  leaveOutSeen?: boolean;
}

export interface Boost {
  /** One of the three. */
  product?: string;
  topic?: string;
  brand?: string;
  factor: number;
}
