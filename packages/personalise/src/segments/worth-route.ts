import {
  ProblemError,
  type ReportCell,
  type ReportColumn,
  type Segment,
  type SegmentWorth,
  type Site,
} from '@sillage/protocol';
import type { PersonsWorth, Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import { readPeriod } from '../read-period.js';
import { type QuestionSettings, toQuestion } from './to-question.js';

export interface WorthInput {
  site: Site;
  segment: Segment;
  options: QuestionSettings & { warehouse: Pick<Warehouse, 'segmentWorth' | 'reportCoverage'> };
}

const meaning: Pick<SegmentWorth, 'title' | 'definition' | 'empty'> = {
  title: { fr: 'Ce que vaut le segment', en: 'What the segment is worth' },
  definition: {
    fr: 'Les personnes qui sont dans le segment maintenant, et toutes celles dont on garde de quoi personnaliser ; leurs commandes de la période, moins ce qui a été rendu, taxes et livraison comprises.',
    en: 'The persons who are in the segment now, and all of whom something is held for personalising; their orders of the period, less what was given back, tax and shipping included.',
  },
  empty: {
    fr: 'Personne n’est dans ce segment pour l’instant. Le chiffre d’affaires vient des commandes : importez les vôtres.',
    en: 'Nobody is in this segment yet. Revenue comes from orders: import yours.',
  },
};

const columns: readonly ReportColumn[] = [
  { name: 'group', unit: 'text', title: { fr: 'Qui', en: 'Who' } },
  { name: 'persons', unit: 'count', title: { fr: 'Personnes', en: 'Persons' } },
  {
    name: 'buyers',
    unit: 'count',
    title: { fr: 'Acheteurs', en: 'Buyers' },
    definition: {
      fr: 'Personnes avec une commande dans la période, dont quelque chose a été gardé.',
      en: 'Persons with an order in the period of which something was kept.',
    },
  },
  { name: 'orders', unit: 'count', title: { fr: 'Commandes', en: 'Orders' } },
  { name: 'revenue', unit: 'money', title: { fr: 'Chiffre d’affaires', en: 'Revenue' } },
  {
    name: 'revenuePerPerson',
    unit: 'money',
    title: { fr: 'Par personne', en: 'Per person' },
    definition: {
      fr: 'Chiffre d’affaires divisé par toutes les personnes, acheteurs ou non.',
      en: 'Revenue divided by all of the persons, whether they bought or not.',
    },
  },
  {
    name: 'averageBasket',
    unit: 'money',
    title: { fr: 'Panier moyen', en: 'Average basket' },
    definition: {
      fr: 'Chiffre d’affaires divisé par les commandes dans la devise du rapport.',
      en: 'Revenue divided by the orders in the currency of the report.',
    },
  },
  {
    name: 'attrition',
    unit: 'share',
    title: { fr: 'Attrition', en: 'Attrition' },
    definition: {
      fr: 'Parmi les clients d’au moins deux commandes, ceux qui n’ont rien commandé depuis trois fois leur délai habituel.',
      en: 'Of customers with two orders or more, those who have not ordered for three times their usual gap.',
    },
  },
];

/** `GET /v1/segments/<id>/worth?from=&to=&currency=`: the period as `readPeriod` has it, the currency of the site by default. */
export async function answerWorth(context: Context, { site, segment, options }: WorthInput): Promise<Response> {
  const startedAt = performance.now();
  const period = readPeriod(context, site, options.clock());
  const currency = readCurrency(context, site);
  const { warehouse } = options;
  const { timeZone } = site;
  const question = { ...toQuestion(site, segment.tree, options), ...period, timeZone, currency };
  const { signal } = context.req.raw;
  const worth = await warehouse.segmentWorth({ ...question, signal });
  const coverage = await warehouse.reportCoverage({ site: site.id, timeZone, ...period }, signal);
  const answer: SegmentWorth = {
    name: 'segment-worth',
    ...meaning,
    site: site.id,
    timeZone,
    ...period,
    currency,
    columns,
    rows: [toRow('segment', worth.segment), toRow('everybody', worth.everybody)],
    isCut: false,
    coverage,
    computedAt: question.now,
    tookMs: Math.round(performance.now() - startedAt),
  };
  return context.json(answer);
}

function toRow(group: 'segment' | 'everybody', worth: PersonsWorth): ReportCell[] {
  const { persons, buyers, orders, revenueMinor, paidOrders, lost, repeaters } = worth;
  const perPerson = toPart(revenueMinor, persons);
  const basket = toPart(revenueMinor, paidOrders);
  const round = (amount: number | null) => (amount === null ? null : Math.round(amount));
  return [group, persons, buyers, orders, revenueMinor, round(perPerson), round(basket), toPart(lost, repeaters)];
}

const toPart = (amount: number, of: number) => (of === 0 ? null : amount / of);

function readCurrency(context: Context, site: Site): string {
  const currency = context.req.query('currency') ?? site.currency;
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  throw new ProblemError('invalid_request', 'currency: an ISO 4217 code such as EUR');
}
