import type { ReportColumn, ReportText } from '@sillage/protocol';
import type { Merges } from '../segments/merged-customers.js';
import { endOfPeriod, personOrders } from './person-orders.js';
import { shopGap, standing, usualGap } from './usual-gap.js';

/** Who counts in the reports of loyalty, and what of theirs: the last part of each definition. */
export const whoCounts: ReportText = {
  fr: 'Une personne est un client, tous ses comptes réunis, ou un visiteur qui a commandé sans compte. Comptent toutes ses commandes jusqu’au dernier jour, dans la devise du rapport, en ligne, en caisse ou importées ; une commande rendue en entier ne compte pas, le reste est compté moins ce qui a été rendu.',
  en: 'A person is a customer, all accounts of theirs together, or a visitor who ordered without one. All of their orders until the last day count, in the currency of the report, online, at the till or imported; an order that was given back whole does not, and of the others what was given back is taken off.',
};

export const noOrders: ReportText = {
  fr: 'Aucune commande : importez les vôtres (`sillage import`) ou envoyez-les depuis le serveur de la boutique.',
  en: 'No order: import yours (`sillage import`) or send them from the shop’s server.',
};

export const joinTexts = (...texts: readonly ReportText[]): ReportText => ({
  fr: texts.map(({ fr }) => fr).join(' '),
  en: texts.map(({ en }) => en).join(' '),
});

export const personsColumn: ReportColumn = {
  name: 'persons',
  unit: 'count',
  title: { fr: 'Personnes', en: 'Persons' },
};
export const ordersColumn: ReportColumn = { name: 'orders', unit: 'count', title: { fr: 'Commandes', en: 'Orders' } };
export const revenueColumn: ReportColumn = {
  name: 'revenue',
  unit: 'money',
  title: { fr: 'Chiffre d’affaires', en: 'Revenue' },
  definition: {
    fr: 'Ce qui a été payé, taxes et livraison comprises, moins ce qui a été rendu.',
    en: 'What was paid, tax and shipping included, less what was given back.',
  },
};

/** A moment of the last day, not after now: how long ago something is, is told as of then. Milliseconds. */
export const asOf = `least(toUnixTimestamp64Milli(${endOfPeriod}), {now:Int64})`;

export const peopleParameters = ({ now }: { now: number }) => ({ now });

export interface PeopleColumns {
  /** Columns of `orders` by name, as of `personOrders`. */
  more?: Readonly<Record<string, string>>;
  /** `LEFT JOIN …` to the orders, which are `bought`. */
  join?: string;
  /** `, … AS …` over the orders of a person. */
  aggregates?: string;
}

/**
 * `WITH …` that names `people`, a row each: `person`, `orders`, `revenue`, `times` (of orders, milliseconds, ascending) and what else
 * is aggregated of their orders; and `shop_gap`. To be followed by a SELECT.
 */
export function withPeople(merges: Merges, { more = {}, aggregates = '', join = '' }: PeopleColumns = {}): string {
  return `WITH people AS MATERIALIZED (
    SELECT person, count() AS orders, toInt64(sum(net)) AS revenue,
      arraySort(groupArray(toUnixTimestamp64Milli(at))) AS times${aggregates}
    FROM (${personOrders(merges, { more })}) AS bought ${join}
    GROUP BY person),
  ${shopGap('people')} AS shop_gap`;
}

/** Of a row of `people`. */
export const usualGapOfPerson = usualGap('times', 'shop_gap');
export const standingOfPerson = standing('times[-1]', usualGapOfPerson, asOf);
