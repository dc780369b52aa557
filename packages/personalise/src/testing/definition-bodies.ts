import type { Offer, Slot } from '@sillage/protocol';
import { offerSchema } from '@sillage/protocol/offer-schema';
import { slotSchema } from '@sillage/protocol/slot-schema';

export const heroBody = {
  id: 'hero',
  name: 'Hero',
  template: 'banner',
  content: { fr: { title: 'Bienvenue' }, en: { title: 'Welcome' } },
};

export const offerBody = {
  id: 'rentree',
  name: 'Rentrée',
  status: 'live',
  slots: ['hero'],
  content: { hero: { fr: { title: 'Bon retour' }, en: { title: 'Welcome back' } } },
};

export const hero: Slot = slotSchema.parse(heroBody);

export function toOffer(over: Partial<Offer> = {}): Offer {
  return { ...offerSchema.parse(offerBody), ...over };
}

export const loyalBody = {
  names: { fr: 'Fidèles', en: 'Loyal' },
  tree: { type: 'number', fact: 'orders', is: 'at_least', value: 3 },
};

export const surveyBody = {
  id: 'avis',
  name: 'Avis',
  kind: 'csat',
  status: 'live',
  slot: 'hero',
  texts: { fr: { question: 'Êtes-vous satisfait ?' }, en: { question: 'Are you satisfied?' } },
};
