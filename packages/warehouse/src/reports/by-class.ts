import type { ReportColumn, ReportText } from '@sillage/protocol';
import {
  joinTexts,
  noOrders,
  ordersColumn,
  type PeopleColumns,
  peopleParameters,
  personsColumn,
  revenueColumn,
  standingOfPerson,
  whoCounts,
  withPeople,
} from './people.js';
import type { NamedReport } from './report.js';

interface ClassReport extends PeopleColumns {
  name: string;
  title: ReportText;
  definition: ReportText;
  /** What the classes are of. */
  classTitle: ReportText;
  /** SQL over a row of `people`: the class of a person, a text; NULL leaves them out. */
  classOf: string;
  /** All classes, in their order: each is told, with nobody in it too. */
  classes: readonly string[];
}

const activeColumn: ReportColumn = {
  name: 'active',
  unit: 'count',
  title: { fr: 'Encore actives', en: 'Still active' },
  definition: {
    fr: 'Moins de trois fois leur intervalle habituel depuis la dernière commande, comme dans le rapport d’attrition.',
    en: 'Less than three times their usual gap since the last order, as in the report of attrition.',
  },
};

const perPersonColumn: ReportColumn = {
  name: 'revenuePerPerson',
  unit: 'money',
  title: { fr: 'Chiffre d’affaires par personne', en: 'Revenue per person' },
};

/** A report that sorts persons into classes, and tells how many each has and what they brought. */
export function reportByClass(given: ClassReport): NamedReport {
  const { name, title, definition, classTitle, classOf, classes, ...columns } = given;
  return {
    name,
    title,
    definition: joinTexts(definition, whoCounts),
    columns: [
      { name: 'class', unit: 'text', title: classTitle },
      personsColumn,
      activeColumn,
      ordersColumn,
      revenueColumn,
      perPersonColumn,
    ],
    covers: 'orders',
    filters: [],
    parameters: [],
    empty: noOrders,
    isOfPersons: true,
    bind: (question) => ({ ...peopleParameters(question), classes }),
    sql: (_, merges) => `${withPeople(merges, columns)}
SELECT class, persons, active, orders, revenue, if(persons = 0, NULL, toInt64(round(revenue / persons))) AS revenuePerPerson
FROM (
  SELECT arrayJoin({classes:Array(String)}) AS class) AS told
LEFT JOIN (
  SELECT assumeNotNull(class_of) AS class, count() AS persons, countIf(standing != 'lost') AS active,
    sum(person_orders) AS orders, sum(person_revenue) AS revenue
  FROM (
    SELECT people.orders AS person_orders, people.revenue AS person_revenue, ${standingOfPerson} AS standing, ${classOf} AS class_of
    FROM people)
  WHERE class_of IS NOT NULL
  GROUP BY class) AS counted ON counted.class = told.class
WHERE (SELECT count() FROM people) > 0
ORDER BY indexOf({classes:Array(String)}, class)`,
  };
}
