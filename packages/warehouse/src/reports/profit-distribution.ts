import type { Merges } from '../segments/merged-customers.js';
import {
  joinTexts,
  noOrders,
  ordersColumn,
  peopleParameters,
  personsColumn,
  revenueColumn,
  whoCounts,
  withPeople,
} from './people.js';
import { ordersOfPersons } from './person-orders.js';
import type { NamedReport } from './report.js';
import { tenureClasses, tenureOfPerson } from './tenure.js';

/** Of orders, by the catalogue of today: what their lines are sold for, for how much of that it gives a margin, and the margin. */
const margins = `SELECT order_id, sum(quantity * price) AS sold, sumIf(quantity * price, margin IS NOT NULL) AS covered,
    sum(quantity * ifNull(margin, 0)) AS earned
  FROM (
    SELECT lines_of.order_id AS order_id, line.2 AS quantity, ifNull(line.3, 0) AS price, products.margin_minor AS margin
    FROM (
      SELECT order_id, arrayJoin(arrayZip(lines.product_id, arrayMap(one -> toInt64(one), lines.quantity), lines.price_minor)) AS line
      FROM orders FINAL WHERE ${ordersOfPersons}) AS lines_of
    LEFT JOIN (
      SELECT id, margin_minor FROM catalogue FINAL
      WHERE site = {site:String} AND NOT is_removed AND currency = {currency:String} AND margin_minor IS NOT NULL) AS products
      ON products.id = line.1)
  GROUP BY order_id`;

/** What came back takes its share of the margin along. */
const keptMargin = 'if(total = 0, 0, margins.earned * net / total)';

const toSql = (by: string, merges: Merges) => `${withPeople(merges, {
  join: `LEFT JOIN (${margins}) AS margins ON margins.order_id = bought.order_id`,
  aggregates: `, sum(margins.sold) AS sold, sum(margins.covered) AS covered, sum(${keptMargin}) AS margin`,
})},
  (SELECT sum(sold) > 0 AND sum(covered) >= sum(sold) / 2 FROM people) AS is_by_margin
SELECT class, persons, orders, revenue, profit, if(all_profit = 0, NULL, profit / all_profit) AS share,
  if(all_profit = 0, NULL, sum(profit) OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) / all_profit) AS cumulativeShare,
  if(is_by_margin, 'margin', 'revenue') AS basis, if(all_sold = 0, NULL, all_covered / all_sold) AS covered
FROM (
  SELECT class, any(position) AS place, count() AS persons, sum(person_orders) AS orders, sum(person_revenue) AS revenue,
    toInt64(round(sum(person_profit))) AS profit, sum(profit) OVER () AS all_profit,
    sum(sum(person_sold)) OVER () AS all_sold, sum(sum(person_covered)) OVER () AS all_covered
  FROM (
    SELECT people.orders AS person_orders, people.revenue AS person_revenue, sold AS person_sold, people.covered AS person_covered,
      if(is_by_margin, margin, toFloat64(people.revenue)) AS person_profit, ${by === 'tenure' ? byTenure : byDecile}
    FROM people)
  GROUP BY class)
ORDER BY place`;

const byTenure = `${tenureOfPerson} AS class, indexOf(['${tenureClasses.join("', '")}'], class) AS position`;
const byDecile = `toUInt64(intDiv(10 * (row_number() OVER (ORDER BY person_profit DESC, person) - 1), count() OVER ()) + 1) AS position,
      toString(position) AS class`;

export const profitDistribution: NamedReport = {
  name: 'profit-distribution',
  title: { fr: 'Répartition du profit', en: 'Distribution of profit' },
  definition: joinTexts(
    {
      fr: 'Les personnes rangées par profit en dix groupes de même taille (1 : le dixième le plus profitable), ou par ancienneté. Le profit est la marge d’aujourd’hui au catalogue de ce qui a été acheté et gardé, si le catalogue la donne pour la moitié au moins de ce qui a été vendu (ce qui n’en a pas compte alors pour rien) ; sinon le chiffre d’affaires. La colonne « Base » dit lequel. Un produit se retrouve au catalogue par l’identifiant que dit la commande.',
      en: 'Persons by their profit in ten groups of the same size (1: the most profitable tenth), or by tenure. Profit is the margin, by the catalogue of today, of what was bought and kept, where the catalogue gives it for at least half of what was sold (what has none counts as nothing then); else the revenue. The column “Basis” says which. A product is found in the catalogue by the id that the order tells.',
    },
    whoCounts,
  ),
  columns: [
    { name: 'class', unit: 'text', title: { fr: 'Groupe', en: 'Group' } },
    personsColumn,
    ordersColumn,
    revenueColumn,
    { name: 'profit', unit: 'money', title: { fr: 'Profit', en: 'Profit' } },
    { name: 'share', unit: 'share', title: { fr: 'Part du profit', en: 'Share of the profit' } },
    { name: 'cumulativeShare', unit: 'share', title: { fr: 'Part cumulée', en: 'Cumulative share' } },
    { name: 'basis', unit: 'text', title: { fr: 'Base', en: 'Basis' } },
    {
      name: 'covered',
      unit: 'share',
      title: { fr: 'Marge connue', en: 'Margin known' },
      definition: {
        fr: 'Part de ce qui a été vendu dont le catalogue donne la marge, au prix des lignes.',
        en: 'Share of what was sold of which the catalogue gives the margin, at the price of the lines.',
      },
    },
  ],
  covers: 'orders',
  filters: [],
  parameters: [{ name: 'by', title: { fr: 'Par', en: 'By' }, values: ['decile', 'tenure'], default: 'decile' }],
  empty: noOrders,
  isOfPersons: true,
  bind: peopleParameters,
  sql: ({ parameters }, merges) => toSql(parameters.by ?? 'decile', merges),
};
