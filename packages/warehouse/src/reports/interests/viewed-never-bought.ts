import { withProductNames } from '../product-names.js';
import type { NamedReport } from '../report.js';
import { measuredEvents } from '../scope.js';

export const viewedNeverBought: NamedReport = {
  name: 'viewed-never-bought',
  title: { fr: 'Vus, jamais achetés', en: 'Viewed, never bought' },
  definition: {
    fr: 'Produits vus sur la période, par le nombre de visiteurs qui les ont vus et ne les ont jamais achetés, ni alors ni avant ni depuis. Un achat que l’on ne sait pas rattacher au visiteur (au magasin, sans compte) n’est pas vu. Sont laissés de côté les robots, les personnes de la boutique et qui n’a pas accepté la mesure d’audience.',
    en: 'Products seen in the period, by the number of visitors who saw them and never bought them, neither then nor before nor since. A purchase that is not known to be the visitor’s (at the till, without an account) is not seen. Bots, the shop’s own people and whoever did not agree to measuring are left out.',
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
  sql: () => `${withProductNames(`SELECT product_id AS product, uniqExact(visitor) AS viewers,
    uniqExactIf(visitor, (visitor, product_id) NOT IN (
      SELECT visitor, arrayJoin(lines.product_id) FROM orders FINAL WHERE site = {site:String})) AS notBuyers,
    notBuyers / viewers AS share, count() AS views
  FROM events
  WHERE ${measuredEvents} AND type = 'product_view' AND product_id != ''
  GROUP BY product_id`)}
ORDER BY notBuyers DESC, views DESC, product
LIMIT 1000`,
};
