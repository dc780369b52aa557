import type { Rayon } from './product.js';

/** Sections of the shop in the order of the menu. Slugs are the labels' own, so that address and breadcrumb agree. */
export const rayons: [Rayon, ...Rayon[]] = [
  {
    key: 'perfumes',
    label: { fr: 'Parfums', en: 'Perfumes' },
    slug: { fr: 'parfums', en: 'perfumes' },
    tagline: {
      fr: 'Des ports, des saisons, des peaux : ce qui reste quand on est passé.',
      en: 'Ports, seasons, skin: what stays after one has passed.',
    },
    subRayons: [
      {
        key: 'eaux-de-parfum',
        label: { fr: 'Eaux de parfum', en: 'Eaux de parfum' },
        slug: { fr: 'eaux-de-parfum', en: 'eaux-de-parfum' },
      },
      { key: 'colognes', label: { fr: 'Colognes', en: 'Colognes' }, slug: { fr: 'colognes', en: 'colognes' } },
      {
        key: 'solids',
        label: { fr: 'Parfums solides', en: 'Solid perfumes' },
        slug: { fr: 'parfums-solides', en: 'solid-perfumes' },
      },
    ],
  },
  {
    key: 'luggage',
    label: { fr: 'Bagages', en: 'Luggage' },
    slug: { fr: 'bagages', en: 'luggage' },
    tagline: {
      fr: 'Pour partir léger et rentrer un peu plus lourd.',
      en: 'To leave light and come home a little heavier.',
    },
    subRayons: [
      {
        key: 'cabin',
        label: { fr: 'Valises cabine', en: 'Cabin cases' },
        slug: { fr: 'valises-cabine', en: 'cabin-cases' },
      },
      {
        key: 'weekend',
        label: { fr: 'Sacs week-end', en: 'Weekend bags' },
        slug: { fr: 'sacs-week-end', en: 'weekend-bags' },
      },
      { key: 'backpacks', label: { fr: 'Sacs à dos', en: 'Backpacks' }, slug: { fr: 'sacs-a-dos', en: 'backpacks' } },
    ],
  },
  {
    key: 'home',
    label: { fr: 'Maison', en: 'Home' },
    slug: { fr: 'maison', en: 'home' },
    tagline: {
      fr: "L'escale la plus longue est celle qu'on fait chez soi.",
      en: 'The longest stopover is the one at home.',
    },
    subRayons: [
      { key: 'candles', label: { fr: 'Bougies', en: 'Candles' }, slug: { fr: 'bougies', en: 'candles' } },
      { key: 'diffusers', label: { fr: 'Diffuseurs', en: 'Diffusers' }, slug: { fr: 'diffuseurs', en: 'diffusers' } },
      { key: 'throws', label: { fr: 'Plaids', en: 'Throws' }, slug: { fr: 'plaids', en: 'throws' } },
    ],
  },
  {
    key: 'stationery',
    label: { fr: 'Papeterie', en: 'Stationery' },
    slug: { fr: 'papeterie', en: 'stationery' },
    tagline: {
      fr: 'Noter, écrire, envoyer : le voyage qui ne pèse rien.',
      en: 'Note, write, send: the journey that weighs nothing.',
    },
    subRayons: [
      { key: 'notebooks', label: { fr: 'Carnets', en: 'Notebooks' }, slug: { fr: 'carnets', en: 'notebooks' } },
      { key: 'pens', label: { fr: 'Stylos', en: 'Pens' }, slug: { fr: 'stylos', en: 'pens' } },
      {
        key: 'maps',
        label: { fr: 'Cartes et globes', en: 'Maps and globes' },
        slug: { fr: 'cartes-et-globes', en: 'maps-and-globes' },
      },
    ],
  },
];
