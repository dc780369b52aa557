import type { Merges } from '../segments/merged-customers.js';
import { asOf, joinTexts, noOrders, peopleParameters, personsColumn, whoCounts, withPeople } from './people.js';
import { beginningOf, nextOf, periodParameter, type Step, startOf, startOfDay, stepOf } from './periods.js';
import type { NamedReport } from './report.js';
import { gapsOf, lostGaps, medianGap, riskGaps } from './usual-gap.js';

const definition = {
  fr: 'Une personne est active tant que moins de trois fois son intervalle habituel entre deux commandes s’est écoulé depuis la dernière, perdue ensuite ; elle est sur le point de partir à partir d’une fois et demie. L’intervalle habituel est la médiane des siens, connus à ce moment (un jour au moins) ; pour qui n’a commandé qu’une fois, celle de tous les intervalles de la boutique (120 jours si personne n’a commandé deux fois). À la fin de chaque période : actives = actives avant + nouvelles + reconquises − perdues.',
  en: 'A person is active while less than three times the usual gap between their orders has passed since the last one, and lost after that; at risk from one and a half times on. The usual gap is the median of their own, of those known at that time (at least a day); of who ordered once, the median of all gaps of the shop (120 days where nobody ordered twice). At the end of each period: active = active before + new + won back − lost.',
};

const column = (name: string, fr: string, en: string) => ({ ...personsColumn, name, title: { fr, en } });

/**
 * One row for each order of a person: `at`, what came before, when the next order is due to be at risk and lost. By the gaps
 * that were known then, so that what is told of a month does not change with what is bought later.
 */
const orderSpans = `SELECT moment, position, earlier, next, lost_at, risk_at, earlier_lost FROM (
    SELECT times, ${gapsOf('times')} AS gaps,
      arrayMap(count -> if(count < 2, toFloat64(shop_gap), toFloat64(${medianGap('arraySlice(gaps, 1, count - 1)')})), arrayEnumerate(times)) AS usual,
      arrayMap((time, gap) -> toInt64(time + ${lostGaps} * gap), times, usual) AS losses,
      arrayMap((time, gap) -> toInt64(time + ${riskGaps} * gap), times, usual) AS risks
    FROM people)
  ARRAY JOIN times AS moment, arrayEnumerate(times) AS position, losses AS lost_at, risks AS risk_at,
    arrayPushFront(arrayPopBack(times), 0) AS earlier, arrayPushBack(arrayPopFront(times), ${2 ** 52}) AS next,
    arrayPushFront(arrayPopBack(losses), 0) AS earlier_lost`;

/** What each order changes, and in which period: names and days. A moment that ends a period belongs to it. Who is at risk is so until they order or are lost: `is_left`. */
const changes = (step: Step) => {
  const periodOf = (ms: string) => startOf(`fromUnixTimestamp64Milli(${ms})`, step);
  const isOver = (ms: string) => `${ms} <= ${asOf}`;
  return `SELECT arrayJoin(arrayConcat(
    if(position = 1, [('new', period)], []),
    if(earlier > 0 AND earlier < began AND earlier_lost <= began, [('wonBack', period)], []),
    if(earlier > 0 AND earlier < began AND earlier_lost > began, [('returning', period)], []),
    if(${isOver('lost_at')} AND next >= ${beginningOf(nextOf('lost_in', step))}, [('lost', lost_in)], []),
    if(${isOver('risk_at')} AND (NOT is_left OR risk_in < left_in), [('risk', risk_in)], []),
    if(${isOver('risk_at')} AND is_left AND risk_in < left_in, [('riskOver', left_in)], []))) AS change
  FROM (
    SELECT *, ${periodOf('moment')} AS period, ${beginningOf('period')} AS began, ${periodOf('lost_at - 1')} AS lost_in,
      ${periodOf('risk_at - 1')} AS risk_in, ${periodOf('least(next, lost_at - 1)')} AS left_in,
      ${isOver('least(next, lost_at)')} AS is_left
    FROM (${orderSpans}))`;
};

function toSql(step: Step, merges: Merges): string {
  const first = startOfDay('toDate({from:String})', step);
  const count =
    step === 'month'
      ? `dateDiff('month', ${first}, toDate({to:String}))`
      : `intDiv(dateDiff('day', ${first}, toDate({to:String})), 7)`;
  const told = `arrayMap(k -> ('none', ${step === 'month' ? `addMonths(${first}, k)` : `addDays(${first}, 7 * k)`}), range(toUInt32(${count} + 1)))`;
  const counts = ['new', 'returning', 'wonBack', 'lost', 'risk', 'riskOver'].map(
    (name) => `countIf(change.1 = '${name}') AS ${name}_count`,
  );
  return `${withPeople(merges)}
SELECT period, activeBefore, new_count AS new, returning_count AS returning, wonBack_count AS wonBack, lost_count AS lost, active, atRisk,
  if(present = 0, NULL, lost_count / present) AS rate
FROM (
  SELECT *, toInt64(sum(new_count + wonBack_count - lost_count) OVER so_far) AS active,
    toInt64(active - new_count - wonBack_count + lost_count) AS activeBefore,
    toInt64(sum(risk_count - riskOver_count) OVER so_far) AS atRisk, activeBefore + new_count + wonBack_count AS present
  FROM (
    SELECT change.2 AS period, ${counts.join(', ')}
    FROM (${changes(step)} UNION ALL SELECT arrayJoin(${told}))
    GROUP BY period)
  WINDOW so_far AS (ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
WHERE period BETWEEN ${first} AND toDate({to:String}) AND (SELECT count() FROM people) > 0
ORDER BY period`;
}

export const attrition: NamedReport = {
  name: 'attrition',
  title: { fr: 'Attrition', en: 'Attrition' },
  definition: joinTexts(definition, whoCounts),
  columns: [
    { name: 'period', unit: 'day', title: { fr: 'Période', en: 'Period' } },
    column('activeBefore', 'Actives avant', 'Active before'),
    column('new', 'Nouvelles', 'New'),
    {
      ...column('returning', 'Revenues', 'Returning'),
      definition: {
        fr: 'Actives au début de la période, et qui y ont commandé.',
        en: 'Active when the period began, and ordered in it.',
      },
    },
    {
      ...column('wonBack', 'Reconquises', 'Won back'),
      definition: {
        fr: 'Perdues au début de la période, et qui y ont commandé.',
        en: 'Lost when the period began, and ordered in it.',
      },
    },
    column('lost', 'Perdues', 'Lost'),
    column('active', 'Actives à la fin', 'Active at the end'),
    {
      ...column('atRisk', 'Sur le point de partir', 'At risk'),
      definition: {
        fr: 'Parmi les actives à la fin de la période.',
        en: 'Of those who are active at the end of the period.',
      },
    },
    {
      name: 'rate',
      unit: 'share',
      title: { fr: 'Taux d’attrition', en: 'Attrition rate' },
      definition: {
        fr: 'Perdues, sur celles qui étaient actives avant, nouvelles ou reconquises.',
        en: 'Lost, of those who were active before, new or won back.',
      },
    },
  ],
  covers: 'orders',
  filters: [],
  parameters: [periodParameter('month')],
  empty: noOrders,
  isOfPersons: true,
  bind: peopleParameters,
  sql: ({ parameters }, merges) => toSql(stepOf(parameters), merges),
};
