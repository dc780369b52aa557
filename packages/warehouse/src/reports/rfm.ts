import {
  asOf,
  joinTexts,
  noOrders,
  ordersColumn,
  peopleParameters,
  personsColumn,
  revenueColumn,
  whoCounts,
  withPeople,
} from './people.js';
import type { NamedReport } from './report.js';
import { dayMs } from './usual-gap.js';

const fifth = (name: string, fr: string, en: string) => ({ name, unit: 'count', title: { fr, en } }) as const;

/** 1 to 5 by the share of persons who have less; who has the same has the same. */
const quintile = (order: string) => `toUInt8(intDiv(5 * (rank() OVER (ORDER BY ${order}) - 1), count() OVER ()) + 1)`;

export const rfm: NamedReport = {
  name: 'rfm',
  title: { fr: 'Récence, fréquence, montant', en: 'Recency, frequency, money' },
  definition: joinTexts(
    {
      fr: 'Chaque personne reçoit de 1 à 5 pour l’ancienneté de sa dernière commande (5 : la plus récente), le nombre de ses commandes et ce qu’elle a dépensé : le cinquième de la clientèle de cette boutique où elle se trouve. À valeur égale, note égale : si la plupart n’ont commandé qu’une fois, ils ont tous 1 en fréquence et des notes manquent.',
      en: 'Each person gets 1 to 5 for how recent their last order is (5: the most recent), for the number of their orders and for what they spent: the fifth of this shop’s customers in which they are. Equal values get equal marks: where most ordered once, all of those have 1 for frequency and some marks are missing.',
    },
    whoCounts,
  ),
  columns: [
    fifth('recency', 'Récence', 'Recency'),
    fifth('frequency', 'Fréquence', 'Frequency'),
    fifth('money', 'Montant', 'Money'),
    personsColumn,
    ordersColumn,
    revenueColumn,
    {
      name: 'daysSinceLast',
      unit: 'number',
      title: { fr: 'Jours depuis la dernière commande', en: 'Days since the last order' },
      definition: { fr: 'Médiane.', en: 'Median.' },
    },
  ],
  covers: 'orders',
  filters: [],
  parameters: [],
  empty: noOrders,
  isOfPersons: true,
  bind: peopleParameters,
  sql: (_, merges) => `${withPeople(merges)}
SELECT recency, frequency, money, count() AS persons, sum(person_orders) AS orders, sum(person_revenue) AS revenue,
  round(quantileExactInclusive(0.5)((${asOf} - last_at) / ${dayMs}), 1) AS daysSinceLast
FROM (
  SELECT orders AS person_orders, revenue AS person_revenue, times[-1] AS last_at,
    ${quintile('times[-1]')} AS recency, ${quintile('people.orders')} AS frequency, ${quintile('people.revenue')} AS money
  FROM people)
GROUP BY recency, frequency, money
ORDER BY recency DESC, frequency DESC, money DESC`,
};
