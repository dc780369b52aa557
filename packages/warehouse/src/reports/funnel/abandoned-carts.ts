import type { ReportText } from '@sillage/protocol';
import { withProductNames } from '../product-names.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { dayOf } from '../scope.js';
import { leftCarts } from './left-carts.js';

const bind = ({ now }: ReportQuestion) => ({ now });

const definition: ReportText = {
  fr: 'Paniers dans lesquels il reste quelque chose à la fin d’une visite (mis et non retiré, depuis la dernière commande de la visite), sans commande du visiteur ou du client dans les 24 heures. Un panier ne compte qu’une fois ces 24 heures passées. La valeur est au dernier prix vu, dans la devise du rapport.',
  en: 'Carts in which something is left at the end of a visit (put in and not taken out, since the visit’s last order), without an order by the visitor or the customer within 24 hours. A cart counts once these 24 hours are over. The value is at the last price seen, in the currency of the report.',
};

const empty: ReportText = {
  fr: 'Aucun panier sur la période. Les paniers viennent des événements `cart_add` de la boutique.',
  en: 'No cart in the period. Carts come from the shop’s `cart_add` events.',
};

/** Every day of the period has a row, so that a curve has no gaps. */
export const abandonedCarts: NamedReport = {
  name: 'abandoned-carts',
  title: { fr: 'Paniers abandonnés', en: 'Abandoned carts' },
  definition,
  columns: [
    { name: 'day', unit: 'day', title: { fr: 'Jour', en: 'Day' } },
    {
      name: 'carts',
      unit: 'count',
      title: { fr: 'Paniers', en: 'Carts' },
      definition: {
        fr: 'Visites qui ont mis un produit au panier ce jour-là.',
        en: 'Visits that put a product into the cart on that day.',
      },
    },
    { name: 'abandoned', unit: 'count', title: { fr: 'Abandonnés', en: 'Abandoned' } },
    { name: 'share', unit: 'share', title: { fr: 'Part abandonnée', en: 'Share abandoned' } },
    { name: 'value', unit: 'money', title: { fr: 'Valeur abandonnée', en: 'Value abandoned' } },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty,
  sql: () => `SELECT ${dayOf('at')} AS day, count() AS carts, countIf(is_left) AS abandoned,
  if(carts = 0, NULL, abandoned / carts) AS share,
  toFloat64(sumIf(worth, is_left)) AS value
FROM (SELECT at, is_left, arraySum(line -> line.2 * ifNull(line.3, 0), lines) AS worth FROM (${leftCarts}))
GROUP BY day
ORDER BY day WITH FILL FROM toDate({from:String}) TO toDate({to:String}) + 1`,
  bind,
};

export const abandonedProducts: NamedReport = {
  name: 'abandoned-products',
  title: { fr: 'Produits des paniers abandonnés', en: 'Products of abandoned carts' },
  definition,
  columns: [
    { name: 'product', unit: 'id', title: { fr: 'Produit', en: 'Product' } },
    { name: 'productName', unit: 'text', title: { fr: 'Nom', en: 'Name' } },
    { name: 'carts', unit: 'count', title: { fr: 'Paniers', en: 'Carts' } },
    { name: 'quantity', unit: 'count', title: { fr: 'Quantité', en: 'Quantity' } },
    { name: 'value', unit: 'money', title: { fr: 'Valeur', en: 'Value' } },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty,
  mostRows: 1_000,
  sql: () => `${withProductNames(`SELECT line.1 AS product, count() AS carts, sum(line.2) AS quantity,
    toFloat64(sum(line.2 * ifNull(line.3, 0))) AS value
  FROM (${leftCarts}) ARRAY JOIN lines AS line
  WHERE is_left
  GROUP BY product`)}
ORDER BY carts DESC, value DESC, product`,
  bind,
};
