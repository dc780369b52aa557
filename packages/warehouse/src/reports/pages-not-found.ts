import type { NamedReport } from './report.js';
import { measuredEvents } from './scope.js';

/** The shop's page for what is not there sends `not_found`; the path is that of the page view it belongs to. */
const notFound = `SELECT visitor, session, page_view FROM events
  WHERE ${measuredEvents} AND type = 'custom' AND name = 'not_found'`;

export const pagesNotFound: NamedReport = {
  name: 'pages-not-found',
  title: { fr: 'Pages introuvables', en: 'Pages not found' },
  definition: {
    fr: 'Adresses où des visiteurs ont trouvé la page d’erreur de la boutique : pages vues auxquelles appartient un événement `not_found`.',
    en: 'Addresses at which visitors found the shop’s error page: page views to which an event `not_found` belongs.',
  },
  columns: [
    { name: 'path', unit: 'text', title: { fr: 'Adresse', en: 'Address' } },
    { name: 'views', unit: 'count', title: { fr: 'Fois', en: 'Times' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs', en: 'Visitors' } },
    { name: 'lastAt', unit: 'time', title: { fr: 'Dernière fois', en: 'Last time' } },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty: {
    fr: 'Aucune page introuvable. Elles se voient si la page d’erreur de la boutique envoie `not_found` : voir docs/dashboard.md.',
    en: 'No page was not found. They show if the shop’s error page sends `not_found`: see docs/dashboard.md.',
  },
  mostRows: 1_000,
  sql: () => `SELECT path, count() AS views, uniqExact(visitor) AS visitors, toUnixTimestamp64Milli(max(ts)) AS lastAt
FROM events
WHERE ${measuredEvents} AND type = 'page_view' AND (visitor, session, page_view) IN (${notFound})
GROUP BY path
ORDER BY views DESC, path`,
};
