import type { NamedReport } from '../report.js';
import { define, noInterests, strengthDefinition } from './interest-texts.js';
import {
  byTopic,
  endOfPeriod,
  faded,
  hider,
  ofInterests,
  topicsHash,
  visitorHash,
  weighedFacts,
} from './weighed-facts.js';

export const interests: NamedReport = {
  name: 'interests',
  title: { fr: 'Centres d’intérêt', en: 'Interests' },
  definition: define(
    'Rayons de tous les niveaux, renommés, joints et masqués comme le site les compte, d’après ce qui a été fait sur la période. Un rayon comprend ceux qui sont au-dessous.',
    'Topics of all levels, renamed, merged and hidden as the site counts them, by what was done in the period. A topic includes those below it.',
  ),
  columns: [
    { name: 'topic', unit: 'text', title: { fr: 'Rayon', en: 'Topic' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs intéressés', en: 'Interested visitors' } },
    {
      name: 'strength',
      unit: 'number',
      title: { fr: 'Force', en: 'Strength' },
      definition: strengthDefinition,
    },
    { name: 'views', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
    { name: 'attentionMs', unit: 'durationMs', title: { fr: 'Attention', en: 'Attention' } },
  ],
  covers: 'personalised',
  filters: [],
  parameters: [],
  empty: noInterests,
  mostRows: 2_000,
  ...ofInterests(
    (
      draft,
    ) => `SELECT topic, uniqExactMerge(people) AS visitors, sum(strength * part) AS strength, sum(seen) AS views, sum(attention) AS attentionMs
FROM (${byTopic(
      draft,
      `SELECT any(all_topics) AS all_topics, any(hider) AS hider, uniqExactState(${visitorHash}) AS people, sum(${faded(draft, endOfPeriod(draft))}) AS strength,
      sum(seen) AS seen, sum(attention) AS attention
    FROM (SELECT *, ${hider}, ${topicsHash} FROM (${weighedFacts(draft)}) WHERE weight > 0)
    GROUP BY topics_hash`,
    )})
GROUP BY topic
ORDER BY visitors DESC, strength DESC, topic`,
  ),
};
