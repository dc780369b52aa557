import type { NamedReport } from './report.js';
import { dayOf, inPeriod } from './scope.js';

export const eventsByDay: NamedReport = {
  name: 'events-by-day',
  title: { fr: 'Événements acceptés par jour', en: 'Accepted events by day' },
  definition: {
    fr: 'Tous les événements acceptés et gardés, par le jour où ils ont eu lieu à l’heure du site et par leur type ; robots et personnes de la boutique compris, et comptés à part.',
    en: 'All events that were accepted and kept, by the day on which they happened in the site’s time and by their type; bots and the shop’s own people included, and counted apart.',
  },
  columns: [
    { name: 'day', unit: 'day', title: { fr: 'Jour', en: 'Day' } },
    { name: 'type', unit: 'id', title: { fr: 'Type', en: 'Type' } },
    { name: 'events', unit: 'count', title: { fr: 'Événements', en: 'Events' } },
    { name: 'ofBots', unit: 'count', title: { fr: 'Dont robots', en: 'Of bots' } },
    { name: 'ofOwnPeople', unit: 'count', title: { fr: 'Dont la boutique', en: 'Of the shop’s own' } },
  ],
  covers: 'received',
  filters: ['channel'],
  parameters: [],
  empty: {
    fr: 'Aucun événement : la balise est-elle posée ? `sillage doctor` le dit.',
    en: 'No event: is the tag there? `sillage doctor` tells.',
  },
  sql: () => `SELECT ${dayOf('ts')} AS day, toString(type) AS type, count() AS events, countIf(is_bot) AS ofBots,
  countIf(is_internal) AS ofOwnPeople
FROM events
WHERE site = {site:String} AND ${inPeriod('ts')} AND ({channel:String} = '' OR channel = {channel:String})
GROUP BY day, type ORDER BY day, type`,
};
