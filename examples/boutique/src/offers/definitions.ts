import { rayons } from '../catalogue/rayons.js';
import { pagePath, rayonPath } from '../links.js';
import type { Locale } from '../locale.js';
import { type RayonOffer, rayonOffers } from './rayon-offers.js';

/** What `PUT /v1/<collection>/<id>` takes. What only the shop's people read is French, where there is one language for it. */
export interface Definition {
  collection: 'slots' | 'segments' | 'offers' | 'surveys';
  id: string;
  body: object;
}

/** Slots of the home page and of the search, as its elements name them. */
export const slots = { hero: 'hero', recommended: 'recommended', cart: 'cart-reminder', found: 'found' } as const;

/** Who has seen an offer three times within a week, or sent it away, is left alone with it; one in ten sees none, to compare. */
const usual = { status: 'live', cap: { exposures: 3, days: 7 }, cooldownDays: 14, holdout: 0.1 };
/** A shop would wait for half an hour; who tries a demonstration does not. */
const cartIdleMinutes = 5;

const inBoth = <T>(of: (locale: Locale) => T): Record<Locale, T> => ({ fr: of('fr'), en: of('en') });

const slotDefinitions: Definition[] = [
  {
    collection: 'slots',
    id: slots.hero,
    body: { name: 'Accueil : l’image du haut', template: 'banner', content: inBoth(() => ({})) },
  },
  {
    collection: 'slots',
    id: slots.recommended,
    body: {
      name: 'Accueil : choisi pour le visiteur',
      template: 'product_list',
      content: {
        fr: { title: 'Choisis pour vous', text: 'D’après ce que vous regardez ici, et rien d’autre.' },
        en: { title: 'Chosen for you', text: 'By what you look at here, and nothing else.' },
      },
      products: { strategy: 'next', count: 12 },
    },
  },
  {
    collection: 'slots',
    id: slots.cart,
    body: { name: 'Accueil : le panier qui attend', template: 'cart_reminder', content: inBoth(() => ({})) },
  },
  {
    collection: 'slots',
    id: slots.found,
    body: { name: 'Recherche : sous les résultats', template: 'banner', content: inBoth(() => ({})) },
  },
];

/** Below what a search found. */
export const foundSurvey: Definition = {
  collection: 'surveys',
  id: 'recherche',
  body: {
    name: 'Après une recherche',
    kind: 'csat',
    status: 'live',
    slot: slots.found,
    texts: {
      fr: { question: 'Avez-vous trouvé ce que vous cherchiez ?', low: 'Pas du tout', high: 'Tout à fait' },
      en: { question: 'Did you find what you were looking for?', low: 'Not at all', high: 'Entirely' },
    },
  },
};

const comeBack: Definition = {
  collection: 'offers',
  id: 'retour',
  body: {
    ...usual,
    name: 'De retour après une semaine',
    priority: 10,
    slots: [slots.hero],
    content: {
      [slots.hero]: {
        fr: {
          title: 'Heureux de vous revoir.',
          text: 'Les marées ont passé, la boutique est restée. Voici ce que l’équipage porte en ce moment.',
          url: '/fr/parfums',
          button: 'Voir les parfums',
        },
        en: {
          title: 'Good to see you again.',
          text: 'Tides have gone by, the shop has stayed. Here is what the crew is wearing at the moment.',
          url: '/en/perfumes',
          button: 'See the perfumes',
        },
      },
    },
    trigger: { kind: 'returning', afterDays: 7 },
  },
};

const cartReminder: Definition = {
  collection: 'offers',
  id: 'panier',
  body: {
    ...usual,
    name: 'Le panier qui attend',
    slots: [slots.cart],
    content: {
      [slots.cart]: {
        fr: { title: 'Votre panier vous attend', url: pagePath('cart', 'fr'), button: 'Y retourner' },
        en: { title: 'Your cart is waiting', url: pagePath('cart', 'en'), button: 'Back to it' },
      },
    },
    trigger: { kind: 'cart_idle', minutes: cartIdleMinutes },
  },
};

/** Who saw a rayon three times within a month, and what the hero says to them. A page's topic is the slug of its language. */
function toDefinitions(offer: RayonOffer): Definition[] {
  const rayon = rayons.find(({ key }) => key === offer.rayon);
  const subRayon = rayon?.subRayons.find(({ key }) => key === offer.subRayon);
  if (rayon === undefined || subRayon === undefined)
    throw new Error(`${offer.rayon}/${offer.subRayon} is no sub-rayon`);
  const id = rayon.slug.fr;
  const viewed = Object.values(rayon.slug).map((topic) => ({ type: 'viewed', topic, atLeast: 3, withinDays: 30 }));
  return [
    { collection: 'segments', id, body: { names: offer.segment, tree: { type: 'any', of: viewed } } },
    {
      collection: 'offers',
      id,
      body: {
        ...usual,
        name: offer.title.fr,
        slots: [slots.hero],
        content: {
          [slots.hero]: inBoth((locale) => ({
            title: offer.title[locale],
            text: offer.text[locale],
            url: rayonPath(locale, rayon, subRayon),
            button: offer.button[locale],
          })),
        },
        segment: id,
        reason: {
          fr: `Parce que vous êtes souvent au rayon ${rayon.label.fr.toLowerCase()} ces temps-ci.`,
          en: `Because you are often in our ${rayon.label.en.toLowerCase()} department these days.`,
        },
      },
    },
  ];
}

/** Slots, segments, offers and the survey of the shop, each after what it refers to. */
export const definitions: readonly Definition[] = [
  ...slotDefinitions,
  ...rayonOffers.flatMap(toDefinitions),
  comeBack,
  cartReminder,
  foundSurvey,
];
