import type { InterestKind } from './interest.js';
import type { Comparison, Deed, MoneyFact, NumberFact } from './segment.js';

/** Languages in which a segment is told. */
export const segmentLanguages = ['fr', 'en'] as const;
export type SegmentLanguage = (typeof segmentLanguages)[number];

/** How a number is written: as it is, or as a part of a hundred. */
export type NumberStyle = 'count' | 'percent';

/**
 * What a condition says after "persons who". `%` is the number with its comparison, or the name; `{s}` is the plural's
 * ending; `none` is said of no more than 0.
 */
export interface Clause {
  says: string;
  none?: string;
  style?: NumberStyle;
}

export interface SegmentWords {
  persons: string;
  and: string;
  or: string;
  orOf: string;
  not: string;
  quote: string;
  plural: (value: number) => boolean;
  comparisons: Record<Comparison, string>;
  numbers: Record<NumberFact, Clause>;
  amounts: Record<MoneyFact, string>;
  words: { country: string; device: string; channel: string };
  deeds: Record<Deed, string>;
  viewed: { topic: string; product: string; times: string };
  bought: { topic: string; product: string; times: string };
  inCart: { anything: string; topic: string; product: string; idle: string };
  /** `%` is the topic; the share follows. */
  orderShare: string;
  ofOrders: string;
  within: string;
  /** `%` is the name; what is asked of it follows. */
  interest: Record<InterestKind, string> & {
    band: string;
    openBand: string;
    top: string;
    score: string;
    share: string;
  };
}

const fr: SegmentWords = {
  persons: 'Personnes qui %.',
  and: ' et qui ',
  or: ' ou qui ',
  orOf: ' ou ',
  not: 'ne sont pas de celles qui %',
  quote: '« % »',
  plural: (value) => Math.abs(value) >= 2,
  comparisons: {
    at_least: 'au moins %',
    more_than: 'plus de %',
    at_most: 'au plus %',
    less_than: 'moins de %',
    equals: 'exactement %',
  },
  numbers: {
    visits: { says: 'ont fait % visite{s}' },
    daysSeen: { says: 'sont venues % jour{s} différent{s}' },
    attentionSeconds: { says: 'ont regardé les pages % seconde{s}' },
    daysSinceFirstVisit: { says: 'sont venues pour la première fois il y a % jour{s}' },
    daysSinceLastVisit: { says: 'sont venues pour la dernière fois il y a % jour{s}' },
    productsViewedNotBought: { says: 'ont vu sans l’acheter % produit{s}', none: 'ont acheté tout ce qu’elles ont vu' },
    cartLines: { says: 'ont au panier % produit{s}', none: 'n’ont rien au panier' },
    cartIdleHours: { says: 'n’ont pas touché à leur panier depuis % heure{s}' },
    orders: { says: 'ont passé % commande{s}', none: 'n’ont passé aucune commande' },
    daysSinceLastOrder: { says: 'ont commandé pour la dernière fois il y a % jour{s}' },
    usualGapDays: { says: 'laissent d’habitude % jour{s} entre deux commandes' },
    gapElapsed: {
      says: 'ont laissé passer % de leur délai habituel depuis la dernière commande',
      style: 'percent',
    },
    couponShare: {
      says: 'ont utilisé un code promo dans % de leurs commandes',
      none: 'n’ont jamais commandé avec un code promo',
      style: 'percent',
    },
    searches: { says: 'ont fait % recherche{s}', none: 'n’ont rien cherché' },
    searchesWithoutResult: {
      says: 'ont fait % recherche{s} sans résultat',
      none: 'n’ont fait aucune recherche sans résultat',
    },
    newProductShare: {
      says: 'ont commandé des nouveautés de moins de 60 jours dans % de leurs commandes',
      none: 'n’ont commandé aucune nouveauté',
      style: 'percent',
    },
    openComplaints: { says: 'ont % réclamation{s} en cours', none: 'n’ont aucune réclamation en cours' },
  },
  amounts: {
    revenueMinor: 'ont dépensé %',
    averageBasketMinor: 'ont un panier moyen de %',
    cartValueMinor: 'ont au panier pour %',
    marginMinor: 'ont rapporté une marge de %',
  },
  words: {
    country: 'sont venues en dernier de : %',
    device: 'sont venues en dernier par un appareil de type %',
    channel: 'sont passées par le canal %',
  },
  deeds: {
    visited: 'ont fait % visite{s}',
    ordered: 'ont passé % commande{s}',
    searched: 'ont fait % recherche{s}',
    searched_in_vain: 'ont fait % recherche{s} sans résultat',
    offer_exposed: 'ont vu % offre{s}',
    offer_clicked: 'ont cliqué sur % offre{s}',
    offer_dismissed: 'ont écarté % offre{s}',
    contacted: 'ont été contactées % fois par e-mail ou téléphone',
  },
  viewed: { topic: 'ont vu le rayon %', product: 'ont vu le produit %', times: ' % fois' },
  bought: {
    topic: 'ont acheté dans le rayon %',
    product: 'ont acheté le produit %',
    times: ' dans % commande{s}',
  },
  inCart: {
    anything: 'ont quelque chose au panier',
    topic: 'ont au panier quelque chose du rayon %',
    product: 'ont au panier le produit %',
    idle: ', sans y toucher depuis % heure{s}',
  },
  orderShare: 'ont acheté dans le rayon % dans',
  ofOrders: ' de leurs commandes',
  within: ' en % jour{s}',
  interest: {
    topic: 's’intéressent au rayon %',
    brand: 's’intéressent à la marque %',
    price_band: 's’intéressent aux prix %',
    band: 'de %from à %to',
    openBand: 'à partir de %from',
    top: ' (parmi leurs % premiers intérêts)',
    score: ' (score : %)',
    share: ' (% de leur intérêt)',
  },
};

const en: SegmentWords = {
  persons: 'Persons who %.',
  and: ' and who ',
  or: ' or who ',
  orOf: ' or ',
  not: 'are not among those who %',
  quote: '“%”',
  plural: (value) => value !== 1,
  comparisons: {
    at_least: 'at least %',
    more_than: 'more than %',
    at_most: 'at most %',
    less_than: 'less than %',
    equals: 'exactly %',
  },
  numbers: {
    visits: { says: 'made % visit{s}' },
    daysSeen: { says: 'came on % different day{s}' },
    attentionSeconds: { says: 'looked at pages for % second{s}' },
    daysSinceFirstVisit: { says: 'came for the first time % day{s} ago' },
    daysSinceLastVisit: { says: 'came for the last time % day{s} ago' },
    productsViewedNotBought: { says: 'viewed but did not buy % product{s}', none: 'bought all that they viewed' },
    cartLines: { says: 'have % product{s} in the cart', none: 'have nothing in the cart' },
    cartIdleHours: { says: 'have not touched their cart for % hour{s}' },
    orders: { says: 'placed % order{s}', none: 'placed no order' },
    daysSinceLastOrder: { says: 'ordered for the last time % day{s} ago' },
    usualGapDays: { says: 'usually leave % day{s} between two orders' },
    gapElapsed: { says: 'let % of their usual time between orders pass since the last one', style: 'percent' },
    couponShare: {
      says: 'used a coupon in % of their orders',
      none: 'never ordered with a coupon',
      style: 'percent',
    },
    searches: { says: 'searched % time{s}', none: 'searched for nothing' },
    searchesWithoutResult: { says: 'searched without result % time{s}', none: 'never searched without result' },
    newProductShare: {
      says: 'bought products less than 60 days old in % of their orders',
      none: 'bought no new product',
      style: 'percent',
    },
    openComplaints: { says: 'have % open complaint{s}', none: 'have no open complaint' },
  },
  amounts: {
    revenueMinor: 'spent %',
    averageBasketMinor: 'have an average basket of %',
    cartValueMinor: 'have goods for % in the cart',
    marginMinor: 'brought a margin of %',
  },
  words: {
    country: 'came last from: %',
    device: 'came last by a device of the type %',
    channel: 'came through the channel %',
  },
  deeds: {
    visited: 'made % visit{s}',
    ordered: 'placed % order{s}',
    searched: 'searched % time{s}',
    searched_in_vain: 'searched without result % time{s}',
    offer_exposed: 'saw % offer{s}',
    offer_clicked: 'clicked % offer{s}',
    offer_dismissed: 'dismissed % offer{s}',
    contacted: 'were contacted % time{s} by mail or telephone',
  },
  viewed: { topic: 'viewed the section %', product: 'viewed the product %', times: ' % time{s}' },
  bought: { topic: 'bought in the section %', product: 'bought the product %', times: ' in % order{s}' },
  inCart: {
    anything: 'have something in the cart',
    topic: 'have something of the section % in the cart',
    product: 'have the product % in the cart',
    idle: ', untouched for % hour{s}',
  },
  orderShare: 'bought in the section % in',
  ofOrders: ' of their orders',
  within: ' within % day{s}',
  interest: {
    topic: 'are interested in the section %',
    brand: 'are interested in the brand %',
    price_band: 'are interested in prices %',
    band: 'from %from to %to',
    openBand: 'from %from',
    top: ' (among their first %)',
    score: ' (score: %)',
    share: ' (% of their interest)',
  },
};

export const segmentWords: Record<SegmentLanguage, SegmentWords> = { fr, en };
