import type { PersonaliseReply } from '@sillage/sdk/server';
import { findProduct, findProductBySlug } from './catalogue/catalogue.js';
import type { Product, Rayon } from './catalogue/product.js';

type Interest = PersonaliseReply['interests'][number];
export type InterestReason = Interest['why'][number];

/** A rayon as the home page shows it. */
export interface ShownRayon {
  rayon: Rayon;
  /** What weighs most in why it stands where it does; absent where nothing is known of the visitor. */
  why?: InterestReason;
}

/** Those that interest the visitor most come first; the others keep the shop's order. Topics count under their French name. */
export function orderRayons(rayons: readonly Rayon[], interests: readonly Interest[]): ShownRayon[] {
  const topics = new Map(interests.filter(({ kind }) => kind === 'topic').map((interest) => [interest.key, interest]));
  const scoreOf = (rayon: Rayon) => topics.get(rayon.slug.fr)?.score ?? 0;
  return rayons
    .toSorted((a, b) => scoreOf(b) - scoreOf(a))
    .map((rayon) => {
      const why = topics.get(rayon.slug.fr)?.why[0];
      return { rayon, ...(why && { why }) };
    });
}

/** The product behind a reason, by its number or by the address of its page. */
export function productOf({ kind, key }: InterestReason): Product | undefined {
  return kind === 'product' ? findProduct(key) : findProductBySlug(key.split('/').at(-1) ?? '');
}

/** Topics of the English pages, and the French ones that they count as. */
export function topicsInFrench(rayons: readonly Rayon[]): Record<string, string> {
  const pairs = rayons.flatMap((rayon) => [
    [rayon.slug.en, rayon.slug.fr],
    ...rayon.subRayons.map(({ slug }) => [`${rayon.slug.en}/${slug.en}`, `${rayon.slug.fr}/${slug.fr}`]),
  ]);
  return Object.fromEntries(pairs);
}
