import type { NamedReport } from './report.js';
import { measuredEvents } from './scope.js';
import { bindSurvey, noAnswers, surveyAnswers, surveyParameter } from './survey-answers.js';

export const surveyLookedAt: NamedReport = {
  name: 'survey-looked-at',
  title: { fr: 'Ce qu’ont vu les insatisfaits', en: 'What the unsatisfied looked at' },
  definition: {
    fr: 'Pages vues avant la réponse, dans la même visite, par qui a donné 1 ou 2 (CSAT) ou 0 à 6 (NPS), à côté de qui est satisfait (4 et 5, ou 9 et 10). Une réponse compte une fois par page.',
    en: 'Pages seen before the answer, in the same visit, by who gave 1 or 2 (CSAT) or 0 to 6 (NPS), beside who is satisfied (4 and 5, or 9 and 10). An answer counts once a page.',
  },
  columns: [
    { name: 'path', unit: 'text', title: { fr: 'Page', en: 'Page' } },
    { name: 'unsatisfied', unit: 'count', title: { fr: 'Insatisfaits', en: 'Unsatisfied' } },
    { name: 'satisfied', unit: 'count', title: { fr: 'Satisfaits', en: 'Satisfied' } },
    { name: 'unsatisfiedShare', unit: 'share', title: { fr: 'Part d’insatisfaits', en: 'Share unsatisfied' } },
  ],
  filters: ['device', 'country'],
  parameters: [surveyParameter],
  empty: noAnswers,
  bind: ({ parameters }) => bindSurvey(parameters),
  mostRows: 200,
  sql: () => `SELECT path, uniqExactIf((visitor, answeredAt), isUnsatisfied) AS unsatisfied,
  uniqExactIf((visitor, answeredAt), isSatisfied) AS satisfied,
  unsatisfied / uniqExact((visitor, answeredAt)) AS unsatisfiedShare
FROM (
  SELECT pages.path AS path, pages.visitor AS visitor, answers.ts AS answeredAt, isUnsatisfied, isSatisfied
  FROM (${surveyAnswers}) AS answers
  INNER JOIN (
    SELECT visitor, session, ts, path FROM events
    WHERE ${measuredEvents} AND type = 'page_view' AND visitor IN (SELECT visitor FROM (${surveyAnswers}))
  ) AS pages ON pages.visitor = answers.visitor AND pages.session = answers.session
  WHERE pages.ts <= answers.ts
)
GROUP BY path HAVING unsatisfied > 0 ORDER BY unsatisfied DESC, satisfied, path`,
};
