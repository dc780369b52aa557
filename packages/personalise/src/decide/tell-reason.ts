import type { Language, Offer } from '@sillage/protocol';
import type { Moment } from './find-moment.js';

const sentences = {
  fr: {
    returning: (days: number) => `Parce que vous revenez après ${days} ${days > 1 ? 'jours' : 'jour'}.`,
    cart_idle: 'Parce que des articles attendent dans votre panier.',
    topic_viewed: (topic: string) => `Parce que vous vous intéressez au rayon « ${topic} ».`,
    order_due: 'Parce que le moment approche où vous commandez d’habitude.',
    back_in_stock: 'Parce qu’un produit que vous avez regardé est de retour.',
    segment: (name: string) => `Parce que vous êtes de ceux-ci : ${name}.`,
    all: 'Parce que cette offre est pour tous nos visiteurs.',
  },
  en: {
    returning: (days: number) => `Because you are back after ${days} ${days > 1 ? 'days' : 'day'}.`,
    cart_idle: 'Because there are items waiting in your cart.',
    topic_viewed: (topic: string) => `Because you are interested in “${topic}”.`,
    order_due: 'Because it is nearly the time when you usually order.',
    back_in_stock: 'Because a product that you looked at is back.',
    segment: (name: string) => `Because you are one of these: ${name}.`,
    all: 'Because this offer is for all our visitors.',
  },
};

export interface ReasonInput {
  language: Language;
  moment: Moment | undefined;
  /** Of the offer's segment, where it has one that has a name. */
  segmentName: string | undefined;
}

/** Why this offer, for the visitor: in the shop's own words, else by what made it the moment, else by its segment. */
export function tellReason(offer: Pick<Offer, 'reason'>, { language, moment, segmentName }: ReasonInput): string {
  if (offer.reason) return offer.reason[language];
  const say = sentences[language];
  if (!moment) return segmentName === undefined ? say.all : say.segment(segmentName);
  if (moment.kind === 'returning') return say.returning(moment.afterDays);
  return moment.kind === 'topic_viewed' ? say.topic_viewed(toLabel(moment.topic)) : say[moment.kind];
}

/** `chaussures/chaussures-de-randonnee` → `chaussures de randonnee`: slugs are what is known of a topic. */
function toLabel(topic: string): string {
  return (topic.split('/').at(-1) ?? topic).replaceAll('-', ' ');
}
