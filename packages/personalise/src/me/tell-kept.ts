import { type EventType, eventTypes, type MeKept, retentionDaysOf, type Site } from '@sillage/protocol';
import { eventNames } from '@sillage/protocol/event-names';
import type { Teller } from './teller.js';

const sentences = {
  fr: {
    events: (days: number) => `Vos visites et ce qui s’en déduit : ${days} jours, puis c’est effacé.`,
    forEver: 'Vos visites et ce qui s’en déduit : tant que vous ne les effacez pas.',
    except: (what: string, days: number) =>
      days === 0 ? `Sauf ${what} : tant que vous ne les effacez pas.` : `Sauf ${what} : ${days} jours.`,
    visitor: (day: string) => `L’identifiant de ce navigateur : jusqu’au ${day}, jamais prolongé.`,
    consent: (day: string) => `Votre accord : jusqu’au ${day}, puis on vous le redemande.`,
    rejected: 'Ce qui nous est parvenu mal formé : 90 jours.',
    proofs: 'La preuve de vos choix reste, car la boutique doit pouvoir la montrer.',
    orders: 'Vos commandes restent en comptabilité, sans lien avec ce navigateur une fois le reste effacé.',
  },
  en: {
    events: (days: number) => `Your visits and what follows from them: ${days} days, then they are erased.`,
    forEver: 'Your visits and what follows from them: until you erase them.',
    except: (what: string, days: number) =>
      days === 0 ? `Except ${what}: until you erase them.` : `Except ${what}: ${days} days.`,
    visitor: (day: string) => `This browser’s identifier: until ${day}, never prolonged.`,
    consent: (day: string) => `Your consent: until ${day}, then you are asked again.`,
    rejected: 'What reached us malformed: 90 days.',
    proofs: 'The proof of your choices stays, for the shop must be able to show it.',
    orders: 'Your orders stay in the accounts, without a link to this browser once the rest is erased.',
  },
};

/** What is kept how long, as the site is configured; the two times where there is a visitor. */
export function tellKept(site: Site, times: Pick<MeKept, 'consentUntil' | 'visitorUntil'>, teller: Teller): MeKept {
  const { retentionDays: eventDays } = site;
  const { consentUntil, visitorUntil } = times;
  const say = sentences[teller.language];
  const others = eventTypes.filter((type) => retentionDaysOf(site, type) !== eventDays);
  return {
    eventDays,
    ...(others.length > 0 && {
      eventDaysByType: Object.fromEntries(others.map((type) => [type, retentionDaysOf(site, type)])),
    }),
    ...times,
    sentences: [
      eventDays === 0 ? say.forEver : say.events(eventDays),
      ...tellOthers(others, site, teller),
      ...(visitorUntil === undefined ? [] : [say.visitor(teller.day(visitorUntil))]),
      ...(consentUntil === undefined ? [] : [say.consent(teller.day(consentUntil))]),
      say.rejected,
      say.proofs,
      say.orders,
    ],
  };
}

/** A sentence for each number of days. */
function tellOthers(types: readonly EventType[], site: Site, teller: Teller): string[] {
  const namesByDays = new Map<number, string[]>();
  for (const type of types) {
    const days = retentionDaysOf(site, type);
    namesByDays.set(days, [...(namesByDays.get(days) ?? []), eventNames[teller.language][type]]);
  }
  return [...namesByDays].map(([days, names]) => sentences[teller.language].except(names.join(', '), days));
}
