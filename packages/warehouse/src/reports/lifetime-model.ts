import type { NamedReport } from './report.js';

const number = (name: string, fr: string, en: string) => ({ name, unit: 'number', title: { fr, en } }) as const;

export const lifetimeModel: NamedReport = {
  name: 'lifetime-model',
  title: { fr: 'Le modèle de valeur', en: 'The model of value' },
  definition: {
    fr: 'Le dernier ajustement de BG/NBD et Gamma-Gamma sur les commandes de la boutique, dans la devise du rapport, quelle que soit la période : paramètres de plus grande vraisemblance, temps en semaines. Le contrôle ajuste le même modèle sur la première partie du temps et compare ce qu’il attendait de la dernière à ce qui s’est passé. « Motif » dit pourquoi il n’y a pas de modèle : trop peu de personnes (`too_few_persons`, moins de 30), trop peu qui aient racheté (`too_few_repeat_buyers`, moins de 10), ou des commandes qui n’en désignent aucun (`not_identified`).',
    en: 'The latest fit of BG/NBD and Gamma-Gamma on the shop’s orders in the currency of the report, whatever the period: parameters of the greatest likelihood, time in weeks. The check fits the same model on the first part of the time and compares what it expected of the last with what happened. “Reason” tells why there is no model: too few persons (`too_few_persons`, less than 30), too few who bought again (`too_few_repeat_buyers`, less than 10), or orders that single out none (`not_identified`).',
  },
  columns: [
    { name: 'fittedAt', unit: 'time', title: { fr: 'Ajusté le', en: 'Fitted at' } },
    { name: 'lastDay', unit: 'day', title: { fr: 'Commandes jusqu’au', en: 'Orders until' } },
    { name: 'reason', unit: 'text', title: { fr: 'Motif', en: 'Reason' } },
    { name: 'persons', unit: 'count', title: { fr: 'Personnes', en: 'Persons' } },
    { name: 'repeatBuyers', unit: 'count', title: { fr: 'Ont racheté', en: 'Bought again' } },
    number('r', 'r', 'r'),
    number('alpha', 'α', 'α'),
    number('a', 'a', 'a'),
    number('b', 'b', 'b'),
    number('logLikelihood', 'Log-vraisemblance', 'Log-likelihood'),
    number('p', 'p', 'p'),
    number('q', 'q', 'q'),
    number('gamma', 'γ', 'γ'),
    number('holdoutWeeks', 'Semaines du contrôle', 'Weeks of the check'),
    number('holdoutExpected', 'Achats attendus', 'Transactions expected'),
    number('holdoutTransactions', 'Achats réels', 'Transactions that happened'),
  ],
  covers: 'orders',
  filters: [],
  parameters: [],
  empty: {
    fr: 'Aucun ajustement encore : il se fait en arrière-plan, peu après les premières commandes.',
    en: 'No fit yet: it is made in the background, soon after the first orders.',
  },
  sql: () => `SELECT toUnixTimestamp64Milli(at) AS fittedAt, last_day AS lastDay, reason, persons, repeat_buyers AS repeatBuyers,
  ${['r', 'alpha', 'a', 'b'].map((name) => `nullIf(${name}, 0) AS ${name}`).join(', ')}, nullIf(log_likelihood, 0) AS logLikelihood,
  nullIf(p, 0) AS p, nullIf(q, 0) AS q, nullIf(gamma, 0) AS gamma,
  nullIf(holdout_weeks, 0) AS holdoutWeeks, if(holdout_weeks = 0, NULL, round(holdout_expected, 1)) AS holdoutExpected,
  if(holdout_weeks = 0, NULL, holdout_transactions) AS holdoutTransactions
FROM (SELECT * FROM lifetime_models WHERE site = {site:String} AND currency = {currency:String} ORDER BY at DESC LIMIT 1)`,
};
