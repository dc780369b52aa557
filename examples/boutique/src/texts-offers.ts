import type { Locale } from './locale.js';

const fr = {
  rayonsTitle: 'Quatre rayons, les vôtres d’abord',
  productWhy: {
    viewed: (name: string, day: string) => `Vous avez regardé « ${name} » le ${day}.`,
    added: (name: string, day: string) => `Vous avez mis « ${name} » dans votre panier le ${day}.`,
    bought: (name: string, day: string) => `Vous avez commandé « ${name} » le ${day}.`,
  },
  rayonWhy: (day: string) => `Vous y êtes passé le ${day}.`,
  reminder: 'Rappel du panier',
  dismiss: 'Non merci',
  why: 'Pourquoi je vois cela ?',
};
export type OfferTexts = typeof fr;

const en: OfferTexts = {
  rayonsTitle: 'Four departments, yours first',
  productWhy: {
    viewed: (name, day) => `You looked at “${name}” on ${day}.`,
    added: (name, day) => `You put “${name}” into your cart on ${day}.`,
    bought: (name, day) => `You ordered “${name}” on ${day}.`,
  },
  rayonWhy: (day) => `You came through here on ${day}.`,
  reminder: 'Cart reminder',
  dismiss: 'No, thank you',
  why: 'Why do I see this?',
};

/** What the home page says of what it shows to this visitor, by language. */
export const offerTexts: Record<Locale, OfferTexts> = { fr, en };
