import type { NamedReport } from './report.js';
import { measuredVisits } from './scope.js';
import {
  bindSurvey,
  noAnswers,
  scoreColumns,
  scoreDefinition,
  surveyAnswers,
  surveyParameter,
  surveyScore,
} from './survey-answers.js';

const groups: Record<string, string> = {
  device: 'visits.device',
  country: 'visits.country',
  channel: 'visits.channel',
  customer: "if(notEmpty(visits.customerIds), 'customer', 'visitor')",
};

export const surveyByVisitor: NamedReport = {
  name: 'survey-by-visitor',
  title: { fr: 'Satisfaction par visiteurs', en: 'Satisfaction by visitors' },
  definition: {
    fr: `Réponses par ce qui est connu de la visite où elles ont été données : appareil, pays, canal, ou client connu. ${scoreDefinition.fr}`,
    en: `Answers by what is known of the visit in which they were given: device, country, channel, or known customer. ${scoreDefinition.en}`,
  },
  columns: [{ name: 'group', unit: 'id', title: { fr: 'Visiteurs', en: 'Visitors' } }, ...scoreColumns],
  filters: ['device', 'country'],
  parameters: [
    surveyParameter,
    { name: 'by', title: { fr: 'Par', en: 'By' }, values: Object.keys(groups), default: 'device' },
  ],
  empty: noAnswers,
  bind: ({ parameters }) => bindSurvey(parameters),
  mostRows: 200,
  sql: ({ parameters }) => `SELECT told AS group, n AS answers, mean, rate AS score, low, high FROM (
  SELECT ${groups[parameters.by ?? 'device'] ?? 'visits.device'} AS told, avg(answers.score) AS mean, ${surveyScore}
  FROM (${surveyAnswers}) AS answers
  INNER JOIN (${measuredVisits}) AS visits ON visits.visitor = answers.visitor AND visits.session = answers.session
  GROUP BY told
)
ORDER BY answers DESC, group`,
};
