import type { NamedReport } from '../report.js';
import { measuredVisits } from '../scope.js';

/** The steps of a visit that ends with an order, in order, each with when it was first taken; 0 where it was not. */
const steps = {
  page: 'firstPageAt',
  product: 'firstProductAt',
  cart: 'firstCartAt',
  checkout: 'firstCheckoutAt',
  order: 'firstOrderAt',
} as const;

/** A visit got as far as the last step that it took: a product that a list puts into the cart was seen there. */
const reached = `arrayLastIndex(at -> at > 0, firsts)`;
/** Milliseconds since the step before, where the visit took both, the one after the other. */
const between = `arrayMap(place -> if(place > 1 AND firsts[place] >= firsts[place - 1] AND firsts[place - 1] > 0,
      firsts[place] - firsts[place - 1], NULL), range(1, length(firsts) + 1))`;

export const funnel: NamedReport = {
  name: 'funnel',
  title: { fr: 'De la page à la commande', en: 'From page to order' },
  definition: {
    fr: 'Visites commencées sur la période, par l’étape la plus lointaine atteinte : page, fiche produit, panier, paiement, commande. Une visite qui atteint une étape compte aussi aux étapes d’avant, même si elle les a sautées. Le temps entre deux étapes est la médiane, entre la première fois de l’une et la première fois de l’autre, des visites qui ont fait les deux dans cet ordre. Une commande en caisse ou importée sans visite n’y est pas.',
    en: 'Visits that begin in the period, by the furthest step that they reached: page, product, cart, checkout, order. A visit that reaches a step counts at those before it too, even where it left them out. The time between two steps is the median, from the first time of the one to the first time of the other, of the visits that did both in this order. An order of the till, or imported without a visit, is not in it.',
  },
  columns: [
    { name: 'step', unit: 'id', title: { fr: 'Étape', en: 'Step' } },
    { name: 'visits', unit: 'count', title: { fr: 'Visites', en: 'Visits' } },
    {
      name: 'shareOfAll',
      unit: 'share',
      title: { fr: 'Part des visites', en: 'Share of visits' },
      definition: { fr: 'Part des visites de la première étape.', en: 'Share of the visits at the first step.' },
    },
    {
      name: 'dropOff',
      unit: 'share',
      title: { fr: 'Abandon', en: 'Drop-off' },
      definition: {
        fr: 'Part des visites de l’étape d’avant qui n’ont pas atteint celle-ci.',
        en: 'Share of the visits at the step before that did not reach this one.',
      },
    },
    {
      name: 'medianMs',
      unit: 'durationMs',
      title: { fr: 'Temps médian depuis l’étape d’avant', en: 'Median time since the step before' },
    },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty: {
    fr: 'Aucune visite sur la période : la balise est-elle posée ? `sillage doctor` le dit.',
    en: 'No visit in the period: is the tag there? `sillage doctor` tells.',
  },
  sql: () => `SELECT [${Object.keys(steps)
    .map((step) => `'${step}'`)
    .join(', ')}][place] AS step,
  countIf(furthest >= place) AS visits,
  visits / nullIf(first_value(visits) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING), 0) AS shareOfAll,
  if(place = 1, NULL, 1 - visits / nullIf(lagInFrame(visits) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING), 0)) AS dropOff,
  if(isNaN(median), NULL, round(median)) AS medianMs,
  quantileExactInclusive(took) AS median
FROM (
  SELECT ${reached} AS furthest, ${between} AS times
  FROM (
    SELECT [${Object.values(steps)
      .map((column) => `toUnixTimestamp64Milli(ifNull(${column}, fromUnixTimestamp64Milli(0)))`)
      .join(', ')}] AS firsts
    FROM (${measuredVisits})
    WHERE arrayExists(at -> at > 0, firsts)
  )
)
ARRAY JOIN times AS took, arrayEnumerate(times) AS place
GROUP BY place
ORDER BY place`,
};
