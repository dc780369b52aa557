import type { NamedReport } from './report.js';
import { dayOf, measuredVisits } from './scope.js';

export const visitsByDay: NamedReport = {
  name: 'visits-by-day',
  title: { fr: 'Visites par jour', en: 'Visits by day' },
  definition: {
    fr: 'Une visite est l’activité d’un visiteur, terminée par 30 minutes sans événement. Elle compte le jour où elle commence, à l’heure du site. Sont laissés de côté les robots, les personnes de la boutique et qui n’a pas accepté la mesure d’audience.',
    en: 'A visit is what a visitor does, ended by 30 minutes without an event. It counts on the day on which it begins, in the site’s time. Bots, the shop’s own people and whoever did not agree to measuring are left out.',
  },
  columns: [
    { name: 'day', unit: 'day', title: { fr: 'Jour', en: 'Day' } },
    { name: 'visits', unit: 'count', title: { fr: 'Visites', en: 'Visits' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs', en: 'Visitors' } },
    { name: 'pageViews', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
    {
      name: 'attentionMs',
      unit: 'durationMs',
      title: { fr: 'Attention', en: 'Attention' },
      definition: {
        fr: 'Temps pendant lequel une page était visible et le visiteur actif.',
        en: 'Time during which a page was visible and the visitor active.',
      },
    },
  ],
  filters: ['channel', 'device', 'country'],
  parameters: [],
  empty: {
    fr: 'Aucune visite sur la période : la balise est-elle posée ? `sillage doctor` le dit.',
    en: 'No visit in the period: is the tag there? `sillage doctor` tells.',
  },
  sql: () => `SELECT ${dayOf('startedAt')} AS day, count() AS visits, uniqExact(visitor) AS visitors,
  sum(pageViews) AS pageViews, sum(attentionMs) AS attentionMs
FROM (${measuredVisits})
GROUP BY day ORDER BY day`,
};
