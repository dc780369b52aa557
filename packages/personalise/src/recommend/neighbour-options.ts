/**
 * What weighs how much when sessions of others say what comes next. The ideas are of Ludewig and Jannach, "Evaluation of
 * session-based recommendation algorithms" (2018: VS-kNN), of VSTAN in the same authors' later comparison ("Empirical
 * analysis of session-based recommendation algorithms", 2021, after Garg et al., "Sequence and time aware neighborhood",
 * 2019) and of Serenade (SIGMOD 2022: the latest sessions of each product are sample enough). The values: decisions/0083.
 */
export interface NeighbourOptions {
  /** Products of the query that count, the latest. */
  products: number;
  /** How fast they lose weight: the n-th from the end weighs exp(-n / recency). */
  recency: number;
  /** Latest sessions of a product that are asked. */
  sessionsPerProduct: number;
  /**
   * A product's weight is divided by the number of its sessions that were asked to this power: by 1 its sessions share it,
   * by 0 what everybody looks at speaks the loudest.
   */
  samplePower: number;
  /** The weight of a session is divided by its number of products to this power. */
  lengthPower: number;
  /** Days after which a session weighs half. */
  halfLifeDays: number;
  /** The n-th product after the shared one weighs exp(-(n - 1) / after) … */
  after: number;
  /** … the n-th before it exp(-(n - 1) / before) … */
  before: number;
  /** … and the shared one itself this much: it may be looked at again. */
  again: number;
  /** Scores of the latest product of the query, and of its others, are multiplied by these. */
  latestFactor: number;
  repeatFactor: number;
  /** Scores are multiplied by the number of sessions that saw the product to this power; below 0: less of the best known. */
  popularityPower: number;
  /** From the best of what was found, one step more. */
  second: SecondStep;
}

export interface SecondStep {
  /** Of a product's own score, what it hands on; 0 for no second step. */
  weight: number;
  /** How many of the best products. */
  products: number;
  /** Latest sessions of each. */
  sessionsPerProduct: number;
  /** Sessions of all of them together, the best products first: a bound to the work where every product has many. */
  sessions: number;
}

/** The next products of a session. */
export const nextInSession: NeighbourOptions = {
  products: 4,
  recency: 0.85,
  sessionsPerProduct: 200,
  samplePower: 0.7,
  lengthPower: 0.15,
  halfLifeDays: 40,
  after: 2,
  before: 2,
  again: 1,
  latestFactor: 1.2,
  repeatFactor: 1.2,
  popularityPower: -0.2,
  second: { weight: 1, products: 30, sessionsPerProduct: 60, sessions: 600 },
};

/** What was bought with the products of a cart: the order of an order's lines says nothing, all lines count alike. */
export const boughtTogether: NeighbourOptions = {
  products: 20,
  recency: Number.POSITIVE_INFINITY,
  sessionsPerProduct: 500,
  samplePower: 0.7,
  lengthPower: 0.5,
  halfLifeDays: 180,
  after: Number.POSITIVE_INFINITY,
  before: Number.POSITIVE_INFINITY,
  again: 0,
  latestFactor: 0,
  repeatFactor: 0,
  popularityPower: -0.3,
  second: { weight: 0, products: 0, sessionsPerProduct: 0, sessions: 0 },
};
