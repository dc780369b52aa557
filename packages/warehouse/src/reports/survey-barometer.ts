import type { NamedReport } from './report.js';
import { dayOf, measuredEvents } from './scope.js';
import {
  bindSurvey,
  noAnswers,
  scoreColumns,
  scoreDefinition,
  surveyAnswers,
  surveyParameter,
  surveyScore,
} from './survey-answers.js';

export const surveyBarometer: NamedReport = {
  name: 'survey-barometer',
  title: { fr: 'Baromètre de satisfaction', en: 'Barometer of satisfaction' },
  definition: {
    fr: `Réponses à une enquête par semaine, du lundi au dimanche du site ; robots, personnes de la boutique et qui n’a pas accepté la mesure laissés de côté. ${scoreDefinition.fr}`,
    en: `Answers to a survey by week, Monday to Sunday of the site; bots, the shop’s own people and whoever did not agree to measuring left out. ${scoreDefinition.en}`,
  },
  columns: [
    { name: 'week', unit: 'day', title: { fr: 'Semaine du', en: 'Week of' } },
    { name: 'seen', unit: 'count', title: { fr: 'Visiteurs qui l’ont vue', en: 'Visitors who saw it' } },
    ...scoreColumns,
  ],
  filters: ['device', 'country'],
  parameters: [surveyParameter],
  empty: noAnswers,
  bind: ({ parameters }) => bindSurvey(parameters),
  sql: () => `SELECT weeks.week AS week, weeks.seen AS seen, told.n AS answers, if(told.n > 0, told.mean, NULL) AS mean,
  if(told.n > 0, told.rate, NULL) AS score, if(told.n > 0, told.low, NULL) AS low, if(told.n > 0, told.high, NULL) AS high
FROM (
  SELECT toMonday(${dayOf('ts')}) AS week, uniqExactIf(visitor, type = 'offer_exposed') AS seen
  FROM events
  PREWHERE site = {site:String} AND type IN ('offer_exposed', 'survey_answered')
  WHERE ${measuredEvents} AND (offer_id = {surveyOffer:String} OR name = {survey:String})
  GROUP BY week
) AS weeks
LEFT JOIN (
  SELECT toMonday(${dayOf('ts')}) AS week, avg(score) AS mean, ${surveyScore}
  FROM (${surveyAnswers}) AS answers
  GROUP BY week
) AS told USING (week)
ORDER BY week`,
};
