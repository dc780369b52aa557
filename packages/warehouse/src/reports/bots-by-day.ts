import type { NamedReport } from './report.js';
import { dayOf, inPeriod } from './scope.js';

export const botsByDay: NamedReport = {
  name: 'bots-by-day',
  title: { fr: 'Robots par jour', en: 'Bots by day' },
  definition: {
    fr: 'Pages vues par ce qui se dit piloté (`navigator.webdriver`) ou par l’agent d’un programme. Le signe lui-même est dit au navigateur et n’est pas gardé. Ces événements n’entrent dans aucun autre chiffre.',
    en: 'Page views by what says that it is driven (`navigator.webdriver`), or by a program’s user agent. The sign itself is told to the browser and not kept. These events count in no other figure.',
  },
  columns: [
    { name: 'day', unit: 'day', title: { fr: 'Jour', en: 'Day' } },
    { name: 'device', unit: 'id', title: { fr: 'Appareil', en: 'Device' } },
    { name: 'events', unit: 'count', title: { fr: 'Événements', en: 'Events' } },
    { name: 'pageViews', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs', en: 'Visitors' } },
  ],
  covers: 'received',
  filters: ['device', 'country'],
  parameters: [],
  empty: { fr: 'Aucun robot sur la période.', en: 'No bot in the period.' },
  sql: () => `SELECT ${dayOf('ts')} AS day, device, count() AS events, countIf(type = 'page_view') AS pageViews,
  uniq(visitor) AS visitors
FROM events
PREWHERE site = {site:String} AND is_bot
WHERE ${inPeriod('ts')} AND ({device:String} = '' OR device = {device:String})
  AND ({country:String} = '' OR country = {country:String})
GROUP BY day, device ORDER BY day, device`,
};
