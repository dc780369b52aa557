import { type Merges, rootOf } from '../../segments/merged-customers.js';
import { withProductNames } from '../product-names.js';
import type { NamedReport } from '../report.js';
import { measuredEvents } from '../scope.js';
import { visitorHash } from './weighed-facts.js';

const bought = `SELECT DISTINCT visitor, customer_id, arrayJoin(lines.product_id) AS product FROM orders FINAL
    WHERE site = {site:String}`;
const ties = `SELECT DISTINCT customer_id, visitor FROM customer_visitors WHERE site = {site:String}`;

/** By visitor and product: what they bought, and what a customer of theirs did, at the till or with another browser. */
const knownPurchases = (merges: Merges) => `SELECT visitor, product FROM (${bought})
  UNION DISTINCT
  SELECT theirs.visitor, sold.product
  FROM (
    SELECT ${rootOf('customer_id', merges)} AS customer, product FROM (${bought}) WHERE customer_id != ''
    UNION DISTINCT
    SELECT ${rootOf('named.customer_id', merges)}, nameless.product
    FROM (SELECT visitor, product FROM (${bought}) WHERE customer_id = '') AS nameless
    INNER JOIN (${ties}) AS named ON named.visitor = nameless.visitor
  ) AS sold
  INNER JOIN (SELECT ${rootOf('customer_id', merges)} AS customer, visitor FROM (${ties})) AS theirs
    ON theirs.customer = sold.customer`;

/** Of a visitor and a product: looked up among what was bought faster than the two. */
const pairHash = (product: string) => `cityHash64(visitor, ${product})`;

export const viewedNeverBought: NamedReport = {
  name: 'viewed-never-bought',
  title: { fr: 'Vus, jamais achetés', en: 'Viewed, never bought' },
  definition: {
    fr: 'Produits vus sur la période, par le nombre de visiteurs qui les ont vus et ne les ont jamais achetés, ni alors ni avant ni depuis, ni aucun client de leur navigateur, en caisse ou ailleurs. Un achat que l’on ne sait pas rattacher au visiteur (au magasin, sans compte) n’est pas vu. Sont laissés de côté les robots, les personnes de la boutique et qui n’a pas accepté la mesure d’audience.',
    en: 'Products seen in the period, by the number of visitors who saw them and never bought them, neither then nor before nor since, nor did a customer of their browser, at the till or elsewhere. A purchase that is not known to be the visitor’s (at the till, without an account) is not seen. Bots, the shop’s own people and whoever did not agree to measuring are left out.',
  },
  columns: [
    { name: 'product', unit: 'id', title: { fr: 'Produit', en: 'Product' } },
    { name: 'productName', unit: 'text', title: { fr: 'Nom', en: 'Name' } },
    { name: 'notBuyers', unit: 'count', title: { fr: 'Vu sans achat', en: 'Viewed, not bought' } },
    { name: 'viewers', unit: 'count', title: { fr: 'Visiteurs qui l’ont vu', en: 'Visitors who viewed it' } },
    {
      name: 'share',
      unit: 'share',
      title: { fr: 'Part sans achat', en: 'Share not bought' },
      definition: {
        fr: 'Part des visiteurs qui l’ont vu et ne l’ont jamais acheté.',
        en: 'Share of the visitors who viewed it and never bought it.',
      },
    },
    { name: 'views', unit: 'count', title: { fr: 'Vues', en: 'Views' } },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty: {
    fr: 'Aucun produit vu sur la période : les vues de produits viennent des fiches produit.',
    en: 'No product was seen in the period: product views come from product pages.',
  },
  mostRows: 1_000,
  isOfPersons: true,
  sql: (_, merges) => `${withProductNames(`SELECT product_id AS product, uniqExact(${visitorHash}) AS viewers,
    uniqExactIf(${visitorHash}, ${pairHash('product_id')} NOT IN (SELECT ${pairHash('product')} FROM (${knownPurchases(merges)}))) AS notBuyers,
    notBuyers / viewers AS share, count() AS views
  FROM events
  WHERE ${measuredEvents} AND type = 'product_view' AND product_id != ''
  GROUP BY product_id`)}
ORDER BY notBuyers DESC, views DESC, product`,
};
