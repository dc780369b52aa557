import type { NamedReport } from './report.js';
import { inPeriod } from './scope.js';

export const refusalsByReason: NamedReport = {
  name: 'refusals-by-reason',
  title: { fr: 'Événements refusés par raison', en: 'Refused events by reason' },
  definition: {
    fr: 'Événements reçus et refusés, par raison. Ils sont gardés 90 jours, sans contenu quand la raison est l’absence d’accord. `kept` compte ceux dont le contenu est gardé. L’exemple est le détail le plus fréquent.',
    en: 'Events that arrived and were refused, by reason. They are kept for 90 days, without content where the reason is that nothing was granted. `kept` counts those whose content is kept. The example is the most frequent detail.',
  },
  columns: [
    { name: 'reason', unit: 'id', title: { fr: 'Raison', en: 'Reason' } },
    { name: 'events', unit: 'count', title: { fr: 'Événements', en: 'Events' } },
    { name: 'kept', unit: 'count', title: { fr: 'Contenu gardé', en: 'Content kept' } },
    { name: 'detail', unit: 'text', title: { fr: 'Exemple', en: 'Example' } },
    { name: 'lastAt', unit: 'time', title: { fr: 'Dernier', en: 'Last' } },
  ],
  covers: 'received',
  filters: ['channel'],
  parameters: [],
  empty: { fr: 'Rien n’a été refusé sur la période.', en: 'Nothing was refused in the period.' },
  sql: () => `SELECT reason, sum(toUInt64(rejected_events.events)) AS events, countIf(body != '') AS kept,
  topKIf(1)(detail, detail != '')[1] AS detail, toUnixTimestamp64Milli(max(received_at)) AS lastAt
FROM rejected_events
WHERE site = {site:String} AND ${inPeriod('received_at')} AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY reason ORDER BY events DESC, reason`,
};
