import type { NamedReport } from './report.js';
import { measuredEvents } from './scope.js';
import {
  bindSurvey,
  noAnswers,
  scoreDefinition,
  surveyAnswers,
  surveyParameter,
  surveyScore,
} from './survey-answers.js';

export const surveyByTopic: NamedReport = {
  name: 'survey-by-topic',
  title: { fr: 'Satisfaction par rayon', en: 'Satisfaction by topic' },
  definition: {
    fr: `Réponses de qui a vu un rayon pendant la période, par rayon de premier niveau ; une réponse compte dans chacun. ${scoreDefinition.fr}`,
    en: `Answers of who saw a topic in the period, by topic of the first level; an answer counts in each of them. ${scoreDefinition.en}`,
  },
  columns: [
    { name: 'topic', unit: 'text', title: { fr: 'Rayon', en: 'Topic' } },
    { name: 'answers', unit: 'count', title: { fr: 'Réponses', en: 'Answers' } },
    { name: 'mean', unit: 'number', title: { fr: 'Note moyenne', en: 'Mean score' } },
    { name: 'score', unit: 'number', title: { fr: 'Score', en: 'Score' }, definition: scoreDefinition },
    { name: 'low', unit: 'number', title: { fr: 'Au moins', en: 'At least' } },
    { name: 'high', unit: 'number', title: { fr: 'Au plus', en: 'At most' } },
  ],
  filters: ['device', 'country'],
  parameters: [surveyParameter],
  empty: noAnswers,
  bind: ({ parameters }) => bindSurvey(parameters),
  mostRows: 200,
  sql: () => `SELECT topic, n AS answers, mean, rate AS score, low, high FROM (
  SELECT topic, avg(answers.score) AS mean, ${surveyScore}
  FROM (${surveyAnswers}) AS answers
  INNER JOIN (
    SELECT visitor, arrayJoin(arrayDistinct(arrayMap(one -> splitByChar('/', toString(one))[1], topics))) AS topic
    FROM events
    WHERE ${measuredEvents} AND type IN ('page_view', 'product_view') AND notEmpty(topics)
      AND visitor IN (SELECT visitor FROM (${surveyAnswers}))
    GROUP BY visitor, topic
  ) AS seen USING (visitor)
  GROUP BY topic
)
ORDER BY answers DESC, topic`,
};
