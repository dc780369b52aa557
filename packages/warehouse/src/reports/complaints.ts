import { complaintId, isOfPerson } from '../queries/find-complaint.js';
import type { NamedReport } from './report.js';
import { inPeriod } from './scope.js';

const told = (name: string) => `JSONExtractString(properties, 'custom', '${name}')`;

export const complaints: NamedReport = {
  name: 'complaints',
  title: { fr: 'Réclamations', en: 'Complaints' },
  definition: {
    fr: 'Réclamations ouvertes pendant la période, par le visiteur dans une enquête ou par la boutique (`complaint_opened`), et quand elles ont été réglées (`complaint_closed`). Tant qu’elle est ouverte, la personne ne reçoit ni offre ni enquête. Sans identifiant, une réclamation n’y figure pas, ni après le retrait de l’accord à la personnalisation. Le canal est celui où elle a été ouverte.',
    en: 'Complaints that were opened in the period, by the visitor in a survey or by the shop (`complaint_opened`), and when they were settled (`complaint_closed`). While it is open, the person is shown neither offer nor survey. A complaint without an id does not stand here, nor does one after consent to personalising was withdrawn. The channel is that in which it was opened.',
  },
  columns: [
    { name: 'complaint', unit: 'id', title: { fr: 'Réclamation', en: 'Complaint' } },
    { name: 'openedAt', unit: 'time', title: { fr: 'Ouverte', en: 'Opened' } },
    { name: 'settledAt', unit: 'time', title: { fr: 'Réglée', en: 'Settled' } },
    { name: 'openMs', unit: 'durationMs', title: { fr: 'Durée', en: 'Time open' } },
    { name: 'survey', unit: 'id', title: { fr: 'Enquête', en: 'Survey' } },
    { name: 'score', unit: 'number', title: { fr: 'Note', en: 'Score' } },
    { name: 'text', unit: 'text', title: { fr: 'Texte', en: 'Text' } },
    { name: 'customerId', unit: 'id', title: { fr: 'Client', en: 'Customer' } },
  ],
  covers: 'personalised',
  filters: ['channel'],
  needs: 'visitors:read',
  parameters: [
    {
      name: 'state',
      title: { fr: 'État', en: 'State' },
      values: ['all', 'open', 'settled'],
      default: 'all',
    },
  ],
  empty: { fr: 'Aucune réclamation sur la période.', en: 'No complaint in the period.' },
  bind: ({ parameters, now }) => ({ state: parameters.state ?? 'all', now }),
  sql: () => `SELECT complaint, openedAt, settledAt, ifNull(settledAt, {now:Int64}) - openedAt AS openMs, survey, score, text,
  customerId
FROM (
  SELECT ${complaintId} AS complaint, toUnixTimestamp64Milli(minIf(ts, name = 'complaint_opened')) AS openedAt,
    toUnixTimestamp64Milli(maxIf(ts, name = 'complaint_opened')) AS lastOpenedAt,
    toUnixTimestamp64Milli(maxIf(ts, name = 'complaint_closed')) AS closedAt,
    if(closedAt >= lastOpenedAt, closedAt, NULL) AS settledAt,
    anyIf(${told('survey')}, name = 'complaint_opened') AS survey,
    anyIf(JSONExtract(properties, 'custom', 'score', 'Nullable(Float64)'), name = 'complaint_opened') AS score,
    anyIf(${told('text')}, name = 'complaint_opened') AS text,
    max(customer_id) AS customerId,
    countIf(name = 'complaint_opened' AND ${inPeriod('ts')}
      AND ({channel:String} = '' OR channel = {channel:String})) AS openedHere
  FROM events
  PREWHERE site = {site:String} AND type = 'custom' AND name IN ('complaint_opened', 'complaint_closed')
  WHERE NOT is_bot AND NOT is_internal AND ${isOfPerson}
  GROUP BY complaint
  HAVING complaint != '' AND openedHere > 0
)
WHERE {state:String} = 'all' OR ({state:String} = 'open') = isNull(settledAt)
ORDER BY isNull(settledAt) DESC, openedAt DESC`,
};
