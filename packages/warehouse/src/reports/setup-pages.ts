import { pageTypeOf } from './page-type.js';
import type { NamedReport } from './report.js';
import { inPeriod } from './scope.js';

/** Types of page beyond that are one each of their own: a shop whose products stand at its root. */
const mostTypes = 200;

export const setupPages: NamedReport = {
  name: 'setup-pages',
  title: { fr: 'Balise par type de page', en: 'Tag by type of page' },
  definition: {
    fr: 'Un type de page est la forme d’une adresse : sa première partie, ce qui suit remplacé par `*`, la langue laissée de côté. Sont connus les types des pages vues, et ceux des adresses de produits du catalogue : un type du catalogue sans page vue n’a pas la balise, ou personne n’y est allé. Robots et personnes de la boutique compris, car ils montrent aussi que la balise est là.',
    en: 'A type of page is the shape of an address: its first part, what follows replaced by `*`, the language left out. Known are the types of pages that were seen, and those of product addresses of the catalogue: a type of the catalogue without a page view lacks the tag, or nobody went there. Bots and the shop’s own people are included, for they too show that the tag is there.',
  },
  columns: [
    { name: 'pageType', unit: 'text', title: { fr: 'Type de page', en: 'Type of page' } },
    { name: 'example', unit: 'text', title: { fr: 'Exemple', en: 'Example' } },
    { name: 'pageViews', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
    {
      name: 'topicShare',
      unit: 'share',
      title: { fr: 'Avec rayon', en: 'With topics' },
      definition: {
        fr: 'Part des pages vues qui disent leur rayon.',
        en: 'Share of page views that tell their topics.',
      },
    },
    { name: 'productViews', unit: 'count', title: { fr: 'Produits vus', en: 'Product views' } },
    { name: 'productsWithoutTopics', unit: 'count', title: { fr: 'Sans rayon', en: 'Without topics' } },
    { name: 'productsWithoutPrice', unit: 'count', title: { fr: 'Sans prix', en: 'Without price' } },
    { name: 'lastAt', unit: 'time', title: { fr: 'Dernière', en: 'Last' } },
  ],
  covers: 'received',
  filters: [],
  parameters: [],
  empty: {
    fr: 'Aucune page vue : posez la balise, puis ouvrez une page de chaque type.',
    en: 'No page view: place the tag, then open a page of each type.',
  },
  mostRows: mostTypes,
  sql: () => `SELECT ${pageTypeOf('path')} AS pageType, argMax(path, seen) AS example, sum(seen) AS pageViews,
  if(pageViews > 0, sum(withTopics) / pageViews, NULL) AS topicShare, sum(products) AS productViews,
  sum(bareProducts) AS productsWithoutTopics, sum(unpriced) AS productsWithoutPrice,
  if(max(last) = 0, NULL, max(last)) AS lastAt
FROM (
  SELECT path, countIf(type = 'page_view') AS seen, countIf(type = 'page_view' AND notEmpty(topics)) AS withTopics,
    countIf(type = 'product_view') AS products, countIf(type = 'product_view' AND empty(topics)) AS bareProducts,
    countIf(type = 'product_view' AND isNull(price_minor)) AS unpriced, toUnixTimestamp64Milli(max(ts)) AS last
  FROM events
  WHERE site = {site:String} AND ${inPeriod('ts')} AND type IN ('page_view', 'product_view') AND path != ''
  GROUP BY path
  UNION ALL
  SELECT path(url) AS path, 0 AS seen, 0 AS withTopics, 0 AS products, 0 AS bareProducts, 0 AS unpriced, toInt64(0) AS last
  FROM catalogue FINAL WHERE site = {site:String} AND NOT is_removed AND url != ''
)
GROUP BY pageType ORDER BY pageViews DESC, pageType`,
};
