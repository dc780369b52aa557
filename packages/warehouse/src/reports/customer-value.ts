import { withPredictions } from './lifetime-sql.js';
import { joinTexts, ordersColumn, peopleParameters, revenueColumn, whoCounts } from './people.js';
import type { NamedReport } from './report.js';

const orders = {
  value: 'expected_value DESC, expected_orders DESC',
  probability: 'probability DESC',
  risk: 'revenue * (1 - probability) DESC',
  revenue: 'revenue DESC',
  last: 'last_at DESC',
} as const;

type SortName = keyof typeof orders;

const isSortName = (name: string | undefined): name is SortName => name !== undefined && Object.hasOwn(orders, name);

export const customerValue: NamedReport = {
  name: 'customer-value',
  title: { fr: 'Valeur des clients', en: 'Value of customers' },
  definition: joinTexts(
    {
      fr: 'Par client, la probabilité d’être encore actif, et les commandes et la valeur attendues dans les 12 mois, par BG/NBD (Fader, Hardie et Lee, 2005) et Gamma-Gamma (Fader et Hardie, 2013), ajustés sur les commandes de cette boutique. Plusieurs commandes d’un même jour comptent pour une. Qui n’a acheté qu’une fois est actif pour ce modèle : sa valeur attendue, elle, dit le doute. Ces colonnes restent vides tant que le modèle n’est pas ajusté, ou que les commandes sont trop peu nombreuses pour lui. Les visiteurs sans compte client ne sont pas listés.',
      en: 'By customer, the probability of being still active, and the orders and the value to be expected within 12 months, by BG/NBD (Fader, Hardie and Lee 2005) and Gamma-Gamma (Fader and Hardie 2013), fitted on the orders of this shop. Several orders of one day count as one. Who bought once is active by this model: the doubt shows in the expected value. These columns stay empty until the model is fitted, and while there are too few orders for it. Visitors without a customer’s account are not listed.',
    },
    whoCounts,
  ),
  needs: 'visitors:read',
  columns: [
    { name: 'customer', unit: 'id', title: { fr: 'Client', en: 'Customer' } },
    ordersColumn,
    { name: 'lastOrder', unit: 'time', title: { fr: 'Dernière commande', en: 'Last order' } },
    revenueColumn,
    {
      name: 'probability',
      unit: 'share',
      title: { fr: 'Probabilité d’être actif', en: 'Probability of being active' },
    },
    {
      name: 'expectedOrders',
      unit: 'number',
      title: { fr: 'Commandes attendues', en: 'Expected orders' },
      definition: {
        fr: 'Dans les 12 mois qui suivent le dernier jour.',
        en: 'Within the 12 months after the last day.',
      },
    },
    {
      name: 'expectedValue',
      unit: 'money',
      title: { fr: 'Valeur attendue', en: 'Expected value' },
      definition: {
        fr: 'Commandes attendues, multipliées par le panier attendu de ce client.',
        en: 'Expected orders times the basket that is expected of this customer.',
      },
    },
  ],
  covers: 'orders',
  filters: [],
  parameters: [
    { name: 'sort', title: { fr: 'Trier par', en: 'Sort by' }, values: Object.keys(orders), default: 'value' },
    { name: 'limit', title: { fr: 'Clients', en: 'Customers' }, values: ['100', '1000', '10000'], default: '100' },
  ],
  empty: {
    fr: 'Aucune commande d’un client connu. Une commande compte ici dès qu’elle dit de quel client elle est : importée avec lui (`sillage import`), envoyée par le serveur de la boutique avec `customerId`, ou faite par un visiteur que la page a identifié (`identify`). Les prévisions suivent avec le prochain ajustement du modèle, en arrière-plan.',
    en: 'No order of a known customer. An order counts here once it says which customer it is of: imported with them (`sillage import`), sent from the shop’s server with `customerId`, or made by a visitor whom the page has identified (`identify`). Predictions follow with the next fit of the model, in the background.',
  },
  isOfPersons: true,
  mostRows: ({ parameters }) => Number(parameters.limit ?? 100),
  bind: peopleParameters,
  sql: ({ parameters: { sort } }, merges) => `${withPredictions(merges)}
SELECT substring(person, 2) AS customer, orders, toUnixTimestamp64Milli(last_at) AS lastOrder, revenue, probability,
  expected_orders AS expectedOrders, toInt64(round(expected_value)) AS expectedValue
FROM predicted WHERE startsWith(person, 'c')
ORDER BY ${orders[isSortName(sort) ? sort : 'value']} NULLS LAST, customer`,
};
