/** What a visitor can be interested in. Price bands are of the shop's currency: see `toPriceBand`. */
export const interestKinds = ['topic', 'brand', 'price_band'] as const;
export type InterestKind = (typeof interestKinds)[number];

/** How much a visitor is interested in a topic (of any level), brand or price band, by what they did and how long ago. */
export interface Interest {
  kind: InterestKind;
  /** Such as `chaussures/randonnee`, a brand's name, or `EUR 2000-5000`. */
  key: string;
  /** Sum of weights, each halved for each half-life that has passed since. */
  score: number;
  /** Part of the scores of its kind and level, 0 to 1. */
  share: number;
  /** What weighs most in it, weightiest first. */
  why: InterestReason[];
}

/** A page or product behind an interest. */
export interface InterestReason {
  kind: 'page' | 'product';
  /** Path of the page, or product id. */
  key: string;
  /** When it last happened in that session: milliseconds since 1970 UTC. */
  at: number;
  /** The strongest thing that was done. */
  did: 'viewed' | 'added' | 'bought';
  /** Part of the interest's score that comes from here, after decay. */
  score: number;
}

/** How a site's interests are counted. It applies when they are read, so a change holds at once, of the past too. */
export interface InterestSettings {
  /** Days after which a weight is half: 1 to 365. */
  halfLifeDays: number;
  weights: InterestWeights;
  /** Topic → the topic it counts as (renamed, or joined with another), or empty to hide it; with all below it. */
  topics: Record<string, string>;
}

/** What each thing that a visitor does weighs. What one session can weigh in one page or product is bounded. */
export interface InterestWeights {
  /** A page view; three of a page and session at most count. */
  pageView: number;
  /** A minute of attention; ten of a page and session at most. */
  attentionMinute: number;
  /** A product view; three of a product and session at most. */
  productView: number;
  /** A product in the cart that was not taken out again, once a session. */
  cartAdd: number;
  /** A product that was bought and not given back, once an order. */
  purchase: number;
}

export const defaultInterestSettings: InterestSettings = {
  halfLifeDays: 30,
  weights: { pageView: 0.2, attentionMinute: 1, productView: 1, cartAdd: 3, purchase: 5 },
  topics: {},
};

/** Bounds of price bands in major units: 1, 2, 5 and their tens. */
const bandBounds = [0, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** The same in minor units of a currency with two decimals. */
export const priceBandBounds: readonly number[] = bandBounds.map((bound) => bound * 100);

/** The band of a price in minor units: `EUR 2000-5000` is from 20 to under 50 euros. Above the last bound it has no end. */
export function toPriceBand(priceMinor: number, currency: string): string {
  const bounds = priceBandBounds;
  const next = bounds.findIndex((bound) => bound > priceMinor);
  return next === -1 ? `${currency} ${bounds.at(-1)}-` : `${currency} ${bounds[next - 1]}-${bounds[next]}`;
}

/** A topic as pages tell it with all below it, but for what is below one of `except`. */
export interface TopicRange {
  topic: string;
  except: string[];
}

/**
 * What pages tell of the topics that a site counts as this one or below it, by the map with which it renames, joins and hides
 * topics: of each topic the nearest entry of the map holds.
 */
export function rangesCountedAs(topic: string, map: InterestSettings['topics']): TopicRange[] {
  const entries = Object.keys(map);
  const isWithin = (one: string, above: string) => one === above || one.startsWith(`${above}/`);
  const nearestOf = (one: string) => topicAndAbove(one).findLast((level) => entries.includes(level));
  const brought = Object.entries(map).flatMap(([from, to]) => {
    if (to === '') return [];
    if (isWithin(to, topic)) return [{ from, topic: from }];
    return isWithin(topic, to) ? [{ from, topic: from + topic.slice(to.length) }] : [];
  });
  return [{ from: undefined, topic }, ...brought]
    .filter((range) => nearestOf(range.topic) === range.from)
    .map((range) => ({
      topic: range.topic,
      except: entries.filter((entry) => entry !== range.topic && isWithin(entry, range.topic)),
    }));
}

/** A topic and those above it: `a/b/c` → `a`, `a/b`, `a/b/c`. */
export function topicAndAbove(topic: string): string[] {
  const slugs = topic.split('/');
  return slugs.map((_, index) => slugs.slice(0, index + 1).join('/'));
}
