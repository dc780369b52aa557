import type { Interest, InterestKind, InterestReason, MeHiddenInterest, MeInterest } from '@sillage/protocol';
import type { PersonFacts } from '@sillage/warehouse';
import { findHiddenInterests } from '../interests/score-interests.js';
import type { Teller } from './teller.js';

const sentences = {
  fr: {
    product: {
      viewed: (name: string, day: string) => `Vous avez regardé « ${name} » le ${day}.`,
      added: (name: string, day: string) => `Vous avez mis « ${name} » dans votre panier le ${day}.`,
      bought: (name: string, day: string) => `Vous avez acheté « ${name} » le ${day}.`,
    },
    page: (title: string, day: string) => `Vous avez lu la page « ${title} » le ${day}.`,
    band: (from: string, to: string) => `de ${from} à ${to}`,
    openBand: (from: string) => `à partir de ${from}`,
  },
  en: {
    product: {
      viewed: (name: string, day: string) => `You looked at “${name}” on ${day}.`,
      added: (name: string, day: string) => `You put “${name}” into your cart on ${day}.`,
      bought: (name: string, day: string) => `You bought “${name}” on ${day}.`,
    },
    page: (title: string, day: string) => `You read the page “${title}” on ${day}.`,
    band: (from: string, to: string) => `${from} to ${to}`,
    openBand: (from: string) => `from ${from}`,
  },
};

export function tellInterests(interests: readonly Interest[], teller: Teller): MeInterest[] {
  return interests.map((interest) => ({
    ...interest,
    name: nameInterest(interest, teller),
    reasons: interest.why.map((reason) => tellWhy(reason, teller)),
  }));
}

export function tellHiddenInterests({ facts }: PersonFacts, teller: Teller): MeHiddenInterest[] {
  return findHiddenInterests(facts)
    .sort((a, b) => b.hiddenAt - a.hiddenAt)
    .map((hidden) => ({ ...hidden, name: nameInterest(hidden, teller) }));
}

/** Slugs are what is known of a topic: `chaussures/chaussures-de-randonnee` → `chaussures de randonnee`. */
function nameInterest({ kind, key }: { kind: InterestKind; key: string }, teller: Teller): string {
  if (kind === 'topic') return (key.split('/').at(-1) ?? key).replaceAll('-', ' ');
  return kind === 'brand' ? key : nameBand(key, teller);
}

/** `EUR 2000-5000`; the last band has no end. What a page wrote into a correction may be no band at all. */
function nameBand(key: string, teller: Teller): string {
  const [, currency = '', from = '', to = ''] = /^([A-Z]{3}) (\d+)-(\d*)$/.exec(key) ?? [];
  if (currency === '') return key;
  const say = sentences[teller.language];
  const start = teller.price(Number(from), currency);
  return to === '' ? say.openBand(start) : say.band(start, teller.price(Number(to), currency));
}

function tellWhy({ kind, key, at, did }: InterestReason, teller: Teller): string {
  const say = sentences[teller.language];
  const day = teller.day(at);
  return kind === 'page' ? say.page(teller.page(key), day) : say.product[did](teller.product(key), day);
}
