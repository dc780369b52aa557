import type { ReportText } from '@sillage/protocol';
import { areCountedAs } from '../../segments/fact-rows.js';
import { toMapped } from '../../segments/interests-group.js';
import type { QueryDraft } from '../../segments/query-draft.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { measuredEvents } from '../scope.js';
import { writtenTwice } from '../written-twice.js';

interface Direction {
  name: string;
  title: ReportText;
  definition: ReportText;
  /** Places of views from which a step is looked for, and where the other view stands. */
  isEdge: string;
  other: string;
}

/** Topics as the site counts them. */
const isAsked = ({ parameters: { path = '', topic = '' } }: ReportQuestion, draft: QueryDraft) =>
  path === '' ? areCountedAs('topics', topic, draft) : `path = ${draft.bind('String', path)}`;

/**
 * Views of a visit in their order, a row each with whether it is of what is asked. The visitor is of the table's key, so that
 * visits of others are passed over.
 */
const toViews = (isMeant: string, draft: QueryDraft) => `SELECT visitor, session,
    arraySort(groupArray((ts, sequence, path, ${toMapped('topics', draft)}[1], ${isMeant}))) AS views
  FROM events
  WHERE ${measuredEvents} AND type = 'page_view'
    AND session IN (SELECT session FROM events WHERE ${measuredEvents} AND type = 'page_view' AND ${isMeant})
  GROUP BY visitor, session`;

/** The same page again is no step, nor is another page of the topic that is asked. */
const write = ({ isEdge, other }: Direction, question: ReportQuestion, draft: QueryDraft) => `SELECT
  multiIf(step.3 = '', 'none', ${question.parameters.path === '' ? "step.4 = '', 'page', 'topic'" : "'page'"}) AS kind,
  multiIf(step.3 = '', NULL, kind = 'topic', step.4, step.3) AS key,
  count() AS times, uniqExact(session) AS visits, times / sum(times) OVER () AS share
FROM (
  SELECT session, views[${other}] AS step
  FROM (${toViews(isAsked(question, draft), draft)})
  ARRAY JOIN arrayFilter(place -> views[place].5 AND ${isEdge}, arrayEnumerate(views)) AS place
)
GROUP BY kind, key
ORDER BY times DESC, key`;

function toReport(direction: Direction): NamedReport {
  const { name, title, definition } = direction;
  return {
    name,
    title,
    definition,
    columns: [
      {
        name: 'kind',
        unit: 'id',
        title: { fr: 'Sorte', en: 'Kind' },
        definition: {
          fr: '`page`, `topic` (un autre rayon) ou `none` : la visite commence ou se termine là.',
          en: '`page`, `topic` (another topic) or `none`: the visit begins or ends there.',
        },
      },
      { name: 'key', unit: 'text', title: { fr: 'Page ou rayon', en: 'Page or topic' } },
      { name: 'times', unit: 'count', title: { fr: 'Fois', en: 'Times' } },
      { name: 'visits', unit: 'count', title: { fr: 'Visites', en: 'Visits' } },
      { name: 'share', unit: 'share', title: { fr: 'Part', en: 'Share' } },
    ],
    filters: ['channel', 'device', 'country'],
    parameters: [
      { name: 'path', title: { fr: 'Chemin de la page', en: 'Path of the page' }, default: '' },
      { name: 'topic', title: { fr: 'Ou rayon', en: 'Or topic' }, default: '' },
    ],
    empty: {
      fr: 'Personne n’a vu cette page ou ce rayon sur la période.',
      en: 'Nobody saw this page or topic in the period.',
    },
    mostRows: 200,
    ...writtenTwice((draft, question) => write(direction, question, draft)),
  };
}

export const pathNext = toReport({
  name: 'path-next',
  title: { fr: 'Ce qui vient après', en: 'What comes after' },
  definition: {
    fr: 'Pages vues juste après une page, dans la même visite ; après un rayon, les rayons vus juste après l’avoir quitté. La même page rechargée ne compte pas.',
    en: 'Pages seen right after a page, in the same visit; after a topic, the topics seen right after it was left. The same page loaded again does not count.',
  },
  isEdge: '(place = length(views) OR NOT views[place + 1].5)',
  other: 'place + 1',
});

export const pathBefore = toReport({
  name: 'path-before',
  title: { fr: 'Ce qui vient avant', en: 'What comes before' },
  definition: {
    fr: 'Pages vues juste avant une page, dans la même visite ; avant un rayon, les rayons vus juste avant d’y entrer. La même page rechargée ne compte pas.',
    en: 'Pages seen right before a page, in the same visit; before a topic, the topics seen right before it was entered. The same page loaded again does not count.',
  },
  isEdge: '(place = 1 OR NOT views[place - 1].5)',
  other: 'place - 1',
});
