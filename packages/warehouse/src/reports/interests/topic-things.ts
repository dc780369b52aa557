import { rangesCountedAs, topicAndAbove } from '@sillage/protocol';
import type { QueryDraft } from '../../segments/query-draft.js';
import { withProductNames } from '../product-names.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { define, noInterests, strengthDefinition, topicParameter } from './interest-texts.js';
import { endOfPeriod, faded, ofAsked, ofInterests, visitorHash, weighedFacts } from './weighed-facts.js';

const ofTopic = ({ parameters: { topic = '' }, interests }: ReportQuestion) => ({
  asked: topic,
  hidingNames: topicAndAbove(topic).map((level) => `topic ${level}`),
  near: rangesCountedAs(topic, interests?.topics ?? {}).map((range) => range.topic),
});

/** Reading these topics of pages alone, each with all below it, and looking closely afterwards, spares most of what there is. */
const mayCount = (topics: string) =>
  `arrayExists(one -> arrayExists(near -> one = near OR startsWith(one, concat(near, '/')), {near:Array(String)}), ${topics})`;

/** By page or product, what weighs in the topic that is asked. */
const byKey = (draft: QueryDraft, kind: 'page' | 'product') => `SELECT fact_key, uniqExact(${visitorHash}) AS visitors,
    sum(${faded(draft, endOfPeriod(draft))} * part) AS strength, sum(seen) AS views, sum(attention) AS attentionMs
  FROM (${ofAsked(draft, weighedFacts(draft, { of: [kind], mayCount }))})
  GROUP BY fact_key`;

const visitorsColumn = {
  name: 'visitors',
  unit: 'count',
  title: { fr: 'Visiteurs intéressés', en: 'Interested visitors' },
} as const;
const strengthColumn = {
  name: 'strength',
  unit: 'number',
  title: { fr: 'Force', en: 'Strength' },
  definition: strengthDefinition,
} as const;

export const topicProducts: NamedReport = {
  name: 'topic-products',
  title: { fr: 'Produits d’un rayon', en: 'Products of a topic' },
  definition: define(
    'Produits du rayon, et de ceux au-dessous, vus ou mis au panier sur la période.',
    'Products of the topic, and of those below it, that were seen or put into the cart in the period.',
  ),
  columns: [
    { name: 'product', unit: 'id', title: { fr: 'Produit', en: 'Product' } },
    { name: 'productName', unit: 'text', title: { fr: 'Nom', en: 'Name' } },
    visitorsColumn,
    strengthColumn,
  ],
  covers: 'personalised',
  filters: [],
  parameters: [topicParameter],
  empty: noInterests,
  mostRows: 1_000,
  ...ofInterests(
    (draft) => `${withProductNames(`SELECT fact_key AS product, visitors, strength FROM (${byKey(draft, 'product')})`)}
ORDER BY visitors DESC, strength DESC, product`,
    ofTopic,
  ),
};

export const topicPages: NamedReport = {
  name: 'topic-pages',
  title: { fr: 'Pages d’un rayon', en: 'Pages of a topic' },
  definition: define(
    'Pages du rayon, et de ceux au-dessous, vues sur la période.',
    'Pages of the topic, and of those below it, that were seen in the period.',
  ),
  columns: [
    { name: 'path', unit: 'text', title: { fr: 'Chemin', en: 'Path' } },
    visitorsColumn,
    strengthColumn,
    { name: 'views', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
    { name: 'attentionMs', unit: 'durationMs', title: { fr: 'Attention', en: 'Attention' } },
  ],
  covers: 'personalised',
  filters: [],
  parameters: [topicParameter],
  empty: noInterests,
  mostRows: 1_000,
  ...ofInterests(
    (draft) => `SELECT fact_key AS path, visitors, strength, views, attentionMs FROM (${byKey(draft, 'page')})
ORDER BY visitors DESC, strength DESC, path`,
    ofTopic,
  ),
};

export const topicVisitors: NamedReport = {
  name: 'topic-visitors',
  title: { fr: 'Visiteurs intéressés par un rayon', en: 'Visitors interested in a topic' },
  definition: define(
    'Les mille visiteurs que le rayon, et ceux au-dessous, a le plus intéressés sur la période.',
    'The thousand visitors whom the topic, and those below it, interested most in the period.',
  ),
  columns: [
    { name: 'visitor', unit: 'id', title: { fr: 'Visiteur', en: 'Visitor' } },
    strengthColumn,
    { name: 'views', unit: 'count', title: { fr: 'Pages vues', en: 'Page views' } },
    { name: 'lastAt', unit: 'time', title: { fr: 'Dernière fois', en: 'Last time' } },
  ],
  covers: 'personalised',
  filters: [],
  parameters: [topicParameter],
  empty: noInterests,
  mostRows: 1_000,
  needs: 'visitors:read',
  ...ofInterests(
    (draft) => `SELECT toString(who) AS visitor, strength, views, lastAt
FROM (
  SELECT visitor AS who, sum(${faded(draft, endOfPeriod(draft))} * part) AS strength, sum(seen) AS views, max(at) AS lastAt
  FROM (${ofAsked(draft, weighedFacts(draft, { mayCount }))})
  GROUP BY who
)
ORDER BY strength DESC, who`,
    ofTopic,
  ),
};
