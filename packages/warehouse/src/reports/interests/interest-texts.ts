import type { ReportParameter, ReportText } from '@sillage/protocol';

/** What every figure of interests counts. */
export const ofWhom: ReportText = {
  fr: 'Compte les visiteurs qui ont accepté la personnalisation ; sans les robots, les personnes de la boutique et les centres d’intérêt que le visiteur a masqués.',
  en: 'Counts visitors who agreed to personalisation; without bots, the shop’s own people and interests that the visitor hid.',
};

export const strengthDefinition: ReportText = {
  fr: 'Somme de ce que pèsent pages vues, attention, produits vus, paniers et achats, divisée par deux à chaque demi-vie : les poids et la demi-vie sont ceux du site.',
  en: 'Sum of what page views, attention, product views, carts and purchases weigh, halved with each half-life: weights and half-life are the site’s.',
};

export const noInterests: ReportText = {
  fr: 'Aucun centre d’intérêt sur la période : les rayons viennent du fil d’Ariane ou des données structurées des pages. `sillage doctor` dit où ils manquent.',
  en: 'No interests in the period: topics come from the breadcrumb or the structured data of pages. `sillage doctor` tells where they are missing.',
};

export const topicParameter: ReportParameter = { name: 'topic', title: { fr: 'Rayon', en: 'Topic' } };

/** Below it; empty: the topics of the first level. */
export const aboveParameter: ReportParameter = {
  name: 'above',
  title: { fr: 'Rayon au-dessus', en: 'Topic above' },
  default: '',
};

/** A definition with what it is about and what all of them say. */
export function define(fr: string, en: string): ReportText {
  return { fr: `${fr} ${ofWhom.fr}`, en: `${en} ${ofWhom.en}` };
}
