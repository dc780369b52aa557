import type { Localised } from '../locale.js';

/** What the hero offers to who comes back to a rayon again and again. */
export interface RayonOffer {
  /** Keys of the rayon and of the sub-rayon that the offer leads to. */
  rayon: string;
  subRayon: string;
  /** Of the segment, for the shop's own people. */
  segment: Localised;
  title: Localised;
  text: Localised;
  button: Localised;
}

export const rayonOffers: readonly RayonOffer[] = [
  {
    rayon: 'perfumes',
    subRayon: 'solids',
    segment: { fr: 'Nez curieux', en: 'Curious noses' },
    title: { fr: 'Votre parfum, en poche.', en: 'Your perfume, in a pocket.' },
    text: {
      fr: 'Nos parfums solides passent les contrôles, les valises et les étés. Trois gestes, et le port est là.',
      en: 'Our solid perfumes get through checks, cases and summers. Three gestures, and the harbour is there.',
    },
    button: { fr: 'Sentir les parfums solides', en: 'Smell the solid perfumes' },
  },
  {
    rayon: 'luggage',
    subRayon: 'weekend',
    segment: { fr: 'Sur le départ', en: 'About to leave' },
    title: { fr: 'Deux nuits, un seul sac.', en: 'Two nights, one bag.' },
    text: {
      fr: 'Nos sacs week-end tiennent sous un siège et sur une épaule. Le plus dur sera de rentrer.',
      en: 'Our weekend bags fit under a seat and on a shoulder. Coming home will be the hard part.',
    },
    button: { fr: 'Voir les sacs week-end', en: 'See the weekend bags' },
  },
  {
    rayon: 'home',
    subRayon: 'candles',
    segment: { fr: 'Bien chez soi', en: 'Good at home' },
    title: { fr: 'Allumez le voyage.', en: 'Light the journey.' },
    text: {
      fr: 'Une bougie par escale, coulée à la main. Elles brûlent quarante heures : de quoi traverser un hiver.',
      en: 'A candle for each stopover, poured by hand. They burn for forty hours: enough to cross a winter.',
    },
    button: { fr: 'Choisir une bougie', en: 'Choose a candle' },
  },
  {
    rayon: 'stationery',
    subRayon: 'notebooks',
    segment: { fr: 'Gens de plume', en: 'People of the pen' },
    title: { fr: 'Un carnet pour ce voyage-ci.', en: 'A notebook for this journey.' },
    text: {
      fr: 'Papier qui ne boit pas, couture qui tient, format de poche : le reste est à vous.',
      en: 'Paper that does not bleed, a binding that holds, the size of a pocket: the rest is yours.',
    },
    button: { fr: 'Voir les carnets', en: 'See the notebooks' },
  },
];
