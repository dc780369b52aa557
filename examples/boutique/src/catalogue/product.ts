import type { Localised } from '../locale.js';

/** A product of the store. */
export interface Product {
  /** The shop's article number: what GA4 calls `item_id`. */
  id: string;
  /** Its part of the address, the same in both languages. */
  slug: string;
  /** Keys of its rayon and sub-rayon. */
  rayon: string;
  subRayon: string;
  brand: string;
  name: Localised;
  /** Size or capacity, such as `50 ml`. */
  variant: string;
  description: Localised;
  /** Minor units of EUR, tax included. */
  priceMinor: number;
  stock: number;
  look: Look;
}

/** How the product is drawn. */
export interface Look {
  shape: Shape;
  /** Background, main colour, second colour. */
  colours: readonly [string, string, string];
}

export const shapes = [
  'squareBottle',
  'roundBottle',
  'tallBottle',
  'tin',
  'trolley',
  'weekender',
  'backpack',
  'candle',
  'diffuser',
  'throw',
  'notebook',
  'pen',
  'map',
  'globe',
] as const;
export type Shape = (typeof shapes)[number];

/** A section of the shop. */
export interface Rayon {
  key: string;
  label: Localised;
  slug: Localised;
  tagline: Localised;
  subRayons: [SubRayon, ...SubRayon[]];
}

export interface SubRayon {
  key: string;
  label: Localised;
  slug: Localised;
}
