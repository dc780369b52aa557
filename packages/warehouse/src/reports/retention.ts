import { purposeBits } from '@sillage/protocol';
import type { Merges } from '../segments/merged-customers.js';
import { joinTexts, noOrders, whoCounts } from './people.js';
import { periodParameter, type Step, startOf, startOfDay, stepOf } from './periods.js';
import { endOfPeriod, personOrders } from './person-orders.js';
import type { NamedReport } from './report.js';

/** Weeks or months after the first that are told. */
const mostAges = 60;

const definition = {
  fr: 'Une cohorte réunit ceux dont la première commande, ou la première visite, tombe dans la même semaine (du lundi) ou le même mois. La rétention est la part d’entre eux qui a commandé, ou est venue, de nouveau 1, 2, 3… semaines ou mois après. Seules comptent les périodes achevées. Les visites sont celles des visiteurs qui acceptent la mesure d’audience : qui efface ses cookies revient comme un autre.',
  en: 'A cohort is everybody whose first order, or first visit, is in the same week (from Monday) or month. Retention is the share of them who ordered, or came, again 1, 2, 3… weeks or months later. Only periods that are over count. Visits are those of visitors who agreed to measuring: who deletes their cookies comes back as somebody else.',
};

/** Persons with the weeks or months in which they were there, from `rows` of `person` and `at`. */
const activity = (
  rows: string,
  step: Step,
) => `SELECT person, min(at) AS first_at, ${startOf('first_at', step)} AS cohort,
    groupUniqArray(${startOf('at', step)}) AS periods
  FROM (${rows}) GROUP BY person`;

/** Sessions are added up by visitor: rows of one that are not merged yet are of the same week all the same. */
const visits = `SELECT toString(visitor) AS person, started_at AS at FROM sessions
  WHERE site = {site:String} AND started_at < ${endOfPeriod} AND is_visit AND NOT is_internal
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR purposes = 0)`;

function toSql(step: Step, rows: string): string {
  const age = step === 'month' ? "dateDiff('month', cohort, period)" : "intDiv(dateDiff('day', cohort, period), 7)";
  const over = age.replaceAll('period', '(toDate({to:String}) + 1)');
  return `SELECT cohort, age, persons, toUInt64(counts[toUInt16(age)]) AS active, active / persons AS share
FROM (
  SELECT cohort, count() AS persons, sumMap(CAST((ages, arrayMap(one -> toUInt64(1), ages)), 'Map(UInt16, UInt64)')) AS counts
  FROM (
    SELECT cohort, arrayFilter(one -> one <= ${mostAges}, arrayMap(period -> toUInt16(${age}), periods)) AS ages
    FROM (${activity(rows, step)})
    WHERE cohort >= ${startOfDay('toDate({from:String})', step)}
  )
  GROUP BY cohort
)
ARRAY JOIN range(0, toUInt16(least(${mostAges + 1}, greatest(1, ${over})))) AS age
ORDER BY cohort, age`;
}

export const retention: NamedReport = {
  name: 'retention',
  title: { fr: 'Rétention par cohorte', en: 'Retention by cohort' },
  definition: joinTexts(definition, whoCounts),
  columns: [
    { name: 'cohort', unit: 'day', title: { fr: 'Cohorte', en: 'Cohort' } },
    { name: 'age', unit: 'count', title: { fr: 'Périodes après', en: 'Periods after' } },
    { name: 'persons', unit: 'count', title: { fr: 'Personnes de la cohorte', en: 'Persons of the cohort' } },
    { name: 'active', unit: 'count', title: { fr: 'Revenues', en: 'Came again' } },
    { name: 'share', unit: 'share', title: { fr: 'Rétention', en: 'Retention' } },
  ],
  covers: 'ordersAndVisits',
  filters: [],
  parameters: [
    periodParameter('month'),
    { name: 'of', title: { fr: 'Premier fait', en: 'First deed' }, values: ['order', 'visit'], default: 'order' },
  ],
  empty: noOrders,
  isOfPersons: true,
  sql: ({ parameters }, merges: Merges) =>
    toSql(stepOf(parameters), parameters.of === 'visit' ? visits : personOrders(merges)),
};
