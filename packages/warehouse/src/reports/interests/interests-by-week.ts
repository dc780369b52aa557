import type { NamedReport } from '../report.js';
import { dayOf } from '../scope.js';
import { aboveParameter, define, noInterests, strengthDefinition } from './interest-texts.js';
import { byTopic, halfLife, hider, ofInterests, topicsHash, visitorHash, weighedFacts } from './weighed-facts.js';

const week = `toStartOfWeek(${dayOf('fromUnixTimestamp64Milli(at)')}, 1)`;
/** Milliseconds since 1970. */
const midnightOf = (day: string) => `toUnixTimestamp64Milli(toDateTime64(toString(${day}), 3, {timeZone:String}))`;
/** To a moment that is the same for all rows; what a week's rows come to is then counted to its end. */
const endOfPeriod = midnightOf('toDate({to:String}) + 1');

export const interestsByWeek: NamedReport = {
  name: 'interests-by-week',
  title: { fr: 'Centres d’intérêt par semaine', en: 'Interests by week' },
  definition: define(
    'Pour chaque semaine (du lundi), ce qui a été fait cette semaine-là dans les rayons d’un niveau : les premiers, ou ceux juste au-dessous d’un rayon.',
    'For each week (from Monday), what was done in that week in the topics of one level: the first, or those right below a topic.',
  ),
  columns: [
    { name: 'week', unit: 'day', title: { fr: 'Semaine du', en: 'Week of' } },
    { name: 'topic', unit: 'text', title: { fr: 'Rayon', en: 'Topic' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs intéressés', en: 'Interested visitors' } },
    { name: 'strength', unit: 'number', title: { fr: 'Force', en: 'Strength' }, definition: strengthDefinition },
    { name: 'views', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
  ],
  covers: 'personalised',
  filters: [],
  parameters: [aboveParameter],
  empty: noInterests,
  ...ofInterests(
    (
      draft,
    ) => `SELECT week, topic, uniqExactMerge(people) AS visitors, sum(strength * part) * exp2((${endOfPeriod} - ${midnightOf('week + 7')}) / ${halfLife(draft)}) AS strength, sum(seen) AS views
FROM (${byTopic(
      draft,
      `SELECT week, any(all_topics) AS all_topics, any(hider) AS hider, uniqExactState(${visitorHash}) AS people, sum(strong) AS strength, sum(seen) AS seen
    FROM (
      SELECT ${week} AS week, all_topics, ${hider}, ${topicsHash}, visitor, seen, weight * exp2((at - ${endOfPeriod}) / ${halfLife(draft)}) AS strong
      FROM (${weighedFacts(draft)})
      WHERE weight > 0
    )
    GROUP BY week, topics_hash`,
    )})
WHERE if({above:String} = '', position(topic, '/') = 0,
  startsWith(topic, concat({above:String}, '/')) AND countSubstrings(topic, '/') = countSubstrings({above:String}, '/') + 1)
GROUP BY week, topic
ORDER BY week, visitors DESC, topic`,
    ({ parameters: { above = '' } }) => ({ above }),
  ),
};
