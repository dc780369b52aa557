import type { MeKept, Site } from '@sillage/protocol';
import type { Teller } from './teller.js';

const sentences = {
  fr: {
    events: (days: number) => `Vos visites et ce qui s’en déduit : ${days} jours, puis c’est effacé.`,
    forEver: 'Vos visites et ce qui s’en déduit : tant que vous ne les effacez pas.',
    visitor: (day: string) => `L’identifiant de ce navigateur : jusqu’au ${day}, jamais prolongé.`,
    consent: (day: string) => `Votre accord : jusqu’au ${day}, puis on vous le redemande.`,
    rejected: 'Ce qui nous est parvenu mal formé : 90 jours.',
    proofs: 'La preuve de vos choix reste, car la boutique doit pouvoir la montrer.',
    orders: 'Vos commandes restent en comptabilité, sans lien avec ce navigateur une fois le reste effacé.',
  },
  en: {
    events: (days: number) => `Your visits and what follows from them: ${days} days, then they are erased.`,
    forEver: 'Your visits and what follows from them: until you erase them.',
    visitor: (day: string) => `This browser’s identifier: until ${day}, never prolonged.`,
    consent: (day: string) => `Your consent: until ${day}, then you are asked again.`,
    rejected: 'What reached us malformed: 90 days.',
    proofs: 'The proof of your choices stays, for the shop must be able to show it.',
    orders: 'Your orders stay in the accounts, without a link to this browser once the rest is erased.',
  },
};

/** What is kept how long, as the site is configured; the two times where there is a visitor. */
export function tellKept(site: Site, times: Omit<MeKept, 'eventDays' | 'sentences'>, teller: Teller): MeKept {
  const { retentionDays: eventDays } = site;
  const { consentUntil, visitorUntil } = times;
  const say = sentences[teller.language];
  return {
    eventDays,
    ...times,
    sentences: [
      eventDays === 0 ? say.forEver : say.events(eventDays),
      ...(visitorUntil === undefined ? [] : [say.visitor(teller.day(visitorUntil))]),
      ...(consentUntil === undefined ? [] : [say.consent(teller.day(consentUntil))]),
      say.rejected,
      say.proofs,
      say.orders,
    ],
  };
}
