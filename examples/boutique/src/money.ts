import type { Locale } from './locale.js';

/** ISO 4217; the store sells in one currency. */
export const currency = 'EUR';

const formats: Record<Locale, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'currency', currency }),
  en: new Intl.NumberFormat('en-IE', { style: 'currency', currency }),
};

/** `12900` → `129,00 €` or `€129.00`. */
export function formatMoney(minor: number, locale: Locale): string {
  return formats[locale].format(minor / 100);
}

/** `12950` → `129.50`: as JSON-LD and OpenGraph write a price. */
export function toDecimal(minor: number): string {
  return `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

/** Delivery in minor units: free from 80 €, else 5.90 €. */
export function shippingFor(subtotalMinor: number): number {
  return subtotalMinor === 0 || subtotalMinor >= 8000 ? 0 : 590;
}

/** French VAT of 20 % contained in a total, in minor units. */
export function vatContained(totalMinor: number): number {
  return totalMinor - Math.round(totalMinor / 1.2);
}
