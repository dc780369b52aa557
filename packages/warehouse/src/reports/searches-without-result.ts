import type { NamedReport } from './report.js';
import { measuredEvents } from './scope.js';

export const searchesWithoutResult: NamedReport = {
  name: 'searches-without-result',
  title: { fr: 'Recherches sans résultat', en: 'Searches without result' },
  definition: {
    fr: 'Ce que des visiteurs ont cherché dans la boutique sans rien trouver, majuscules et espaces du bord mis à part.',
    en: 'What visitors searched for in the shop and did not find, whatever its capitals and outer spaces.',
  },
  columns: [
    { name: 'search', unit: 'text', title: { fr: 'Recherche', en: 'Search' } },
    { name: 'searches', unit: 'count', title: { fr: 'Fois', en: 'Times' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs', en: 'Visitors' } },
    { name: 'lastAt', unit: 'time', title: { fr: 'Dernière fois', en: 'Last time' } },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty: {
    fr: 'Aucune recherche sans résultat. Elles se voient si la boutique dit le nombre de résultats (`resultCount` de `search`).',
    en: 'No search without result. They show if the shop tells the number of results (`resultCount` of `search`).',
  },
  mostRows: 1_000,
  sql: () => `SELECT lowerUTF8(trimBoth(search_query)) AS search, count() AS searches, uniqExact(visitor) AS visitors,
  toUnixTimestamp64Milli(max(ts)) AS lastAt
FROM events
WHERE ${measuredEvents} AND type = 'search' AND result_count = 0
GROUP BY search
ORDER BY searches DESC, search`,
};
