import { toMapped } from '../segments/interests-group.js';
import type { NamedReport } from './report.js';
import { measuredEvents } from './scope.js';
import {
  bindSurvey,
  noAnswers,
  scoreColumns,
  scoreDefinition,
  surveyAnswers,
  surveyParameter,
  surveyScore,
} from './survey-answers.js';
import { writtenTwice } from './written-twice.js';

export const surveyByTopic: NamedReport = {
  name: 'survey-by-topic',
  title: { fr: 'Satisfaction par rayon', en: 'Satisfaction by topic' },
  definition: {
    fr: `Réponses de qui a vu un rayon pendant la période, par rayon de premier niveau ; une réponse compte dans chacun. ${scoreDefinition.fr}`,
    en: `Answers of who saw a topic in the period, by topic of the first level; an answer counts in each of them. ${scoreDefinition.en}`,
  },
  columns: [{ name: 'topic', unit: 'text', title: { fr: 'Rayon', en: 'Topic' } }, ...scoreColumns],
  filters: ['device', 'country'],
  parameters: [surveyParameter],
  empty: noAnswers,
  mostRows: 200,
  ...writtenTwice(
    (draft) => `SELECT topic, n AS answers, mean, rate AS score, low, high FROM (
  SELECT topic, avg(answers.score) AS mean, ${surveyScore}
  FROM (${surveyAnswers}) AS answers
  INNER JOIN (
    SELECT visitor, arrayJoin(arrayDistinct(arrayMap(one -> splitByChar('/', toString(one))[1], ${toMapped('topics', draft)}))) AS topic
    FROM events
    WHERE ${measuredEvents} AND type IN ('page_view', 'product_view') AND notEmpty(topics)
      AND visitor IN (SELECT visitor FROM (${surveyAnswers}))
    GROUP BY visitor, topic
  ) AS seen USING (visitor)
  GROUP BY topic
)
ORDER BY answers DESC, topic`,
    ({ parameters }) => bindSurvey(parameters),
  ),
};
