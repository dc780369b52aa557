import type { Locale } from '../../locale.js';
import { foundSurvey, slots } from '../../offers/definitions.js';
import type { Random } from './random.js';
import type { Shopper } from './shopper.js';
import type { Fact, Step } from './visit.js';

type Words = Record<Locale, [string, ...string[]]>;

const suggestions: Words = {
  fr: ['Trier par prix, ce serait bien.', 'Montrez les tailles dès les résultats.', 'Une recherche par couleur ?'],
  en: ['Sorting by price would be nice.', 'Show the sizes in the results.', 'A search by colour?'],
};
const complaints: Words = {
  fr: ['Rien de ce que je cherche, et personne ne répond au téléphone.', 'Ma commande n’est pas dans mon compte.'],
  en: ['Nothing of what I look for, and nobody answers the phone.', 'My order is not in my account.'],
};

const isSearch = ({ type }: Fact) => type === 'search';

/**
 * The survey below what a search found, as its part of the SDK tells it: seen, once, by who accepts being recognised; sent away
 * by one in ten, answered by one in two. Who found nothing is not satisfied.
 */
export function meetSurvey(steps: readonly Step[], shopper: Shopper, random: Random): void {
  const step = steps.find(({ facts }) => facts.some(isSearch));
  const search = step?.facts.find(isSearch);
  if (!step || !search || shopper.choices.personalisation === 'denied') return;
  const place = { offerId: `survey:${foundSurvey.id}`, slot: slots.found };
  step.facts.push({ type: 'offer_exposed', ...place });
  const mood = random.next();
  if (mood < 0.1) step.facts.push({ type: 'offer_dismissed', ...place });
  if (mood < 0.5) return;
  step.facts.push({ type: 'offer_clicked', ...place }, ...answer(search, shopper, random));
}

function answer({ resultCount }: Fact, { locale }: Shopper, random: Random): Fact[] {
  const score = resultCount === 0 ? random.between(1, 2) : random.pick([2, 3, 4, 4, 5, 5, 5]);
  const isComplaint = score <= 2 && random.chance(0.4);
  const words = isComplaint ? complaints : suggestions;
  const text = isComplaint || random.chance(0.3) ? random.pick(words[locale]) : undefined;
  const said = { score, ...(text && { text }) };
  const answered: Fact = { type: 'survey_answered', surveyId: foundSurvey.id, ...said };
  if (!isComplaint) return [answered];
  const id = [...random.bytes(12)].map((byte) => (10 + (byte % 26)).toString(36)).join('');
  const properties = { id, survey: foundSurvey.id, ...said };
  return [answered, { type: 'custom', name: 'complaint_opened', properties }];
}
