import { type ReportColumn, type ReportParameter, surveyOfferPrefix } from '@sillage/protocol';
import { measuredEvents } from './scope.js';

/** Which survey: its id. */
export const surveyParameter: ReportParameter = { name: 'survey', title: { fr: 'Enquête', en: 'Survey' } };

export const bindSurvey = (parameters: Readonly<Record<string, string>>) => ({
  survey: parameters.survey ?? '',
  surveyOffer: surveyOfferPrefix + (parameters.survey ?? ''),
});

/** `csat` or `nps`, as it was last defined, though it is deleted now; empty where it never was. */
const kindOfSurvey = `(SELECT JSONExtractString(argMaxIf(body, version, body != ''), 'kind') FROM definitions
  WHERE site = {site:String} AND kind = 'survey' AND id = {survey:String})`;

/**
 * Answers with a score, one row each: 4 and 5 of a CSAT are satisfied, 1 and 2 are not; 9 and 10 of an NPS promote, 0 to 6 detract
 * (Reichheld, HBR 2003).
 */
export const surveyAnswers = `SELECT visitor, session, ts, score,
    if(${kindOfSurvey} = 'nps', score >= 9, score >= 4) AS isSatisfied,
    if(${kindOfSurvey} = 'nps', score <= 6, score <= 2) AS isUnsatisfied
  FROM (
    SELECT visitor, session, ts, JSONExtract(properties, 'score', 'Nullable(Float64)') AS score
    FROM events
    PREWHERE site = {site:String} AND type = 'survey_answered'
    WHERE ${measuredEvents} AND name = {survey:String}
  )
  WHERE isNotNull(score)`;

/** Of an NPS promoters less detractors, else the share of who is satisfied: both in hundredths, with the bounds of 95 %. */
export const surveyScore = `${kindOfSurvey} = 'nps' AS isNps, count() AS n, countIf(isSatisfied) / count() AS p, countIf(isUnsatisfied) / count() AS d,
  1.959964 AS z,
  p - d AS net, 100 * z * sqrt(greatest(p + d - net * net, 0) / n) AS netHalf,
  100 * (p + z * z / (2 * n)) / (1 + z * z / n) AS centre,
  100 * z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n) AS half,
  if(isNps, 100 * net, 100 * p) AS rate,
  if(isNps, greatest(-100, 100 * net - netHalf), centre - half) AS low,
  if(isNps, least(100, 100 * net + netHalf), centre + half) AS high`;

export const scoreDefinition = {
  fr: 'CSAT : part des notes 4 et 5, sur 100, intervalle de Wilson (1927). NPS : part des notes 9 et 10 moins celle des notes 0 à 6, de −100 à 100, intervalle normal. À 95 %.',
  en: 'CSAT: share of scores 4 and 5, of 100, Wilson’s interval (1927). NPS: share of scores 9 and 10 less that of 0 to 6, from −100 to 100, normal interval. At 95 %.',
};

/** What `surveyScore` tells, in this order. */
export const scoreColumns: readonly ReportColumn[] = [
  { name: 'answers', unit: 'count', title: { fr: 'Réponses', en: 'Answers' } },
  { name: 'mean', unit: 'number', title: { fr: 'Note moyenne', en: 'Mean score' } },
  { name: 'score', unit: 'number', title: { fr: 'Score', en: 'Score' }, definition: scoreDefinition },
  { name: 'low', unit: 'number', title: { fr: 'Au moins', en: 'At least' } },
  { name: 'high', unit: 'number', title: { fr: 'Au plus', en: 'At most' } },
];

export const noAnswers = {
  fr: 'Aucune réponse : une enquête publiée, dans un emplacement présent sur les pages, en amène.',
  en: 'No answer: a survey that is live, in a slot which pages have, brings them.',
};
