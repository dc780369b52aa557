import type { Decision, OfferedProduct } from '@sillage/protocol';

/** What a template can show, as text; a field that is not there, or is empty, shows nothing. */
export type Shown = Record<string, string | undefined>;

/** Fields of a decision: those of its content, `coupon` and `reason`. */
export const fieldsOf = ({ content, coupon, reason }: Decision): Shown => ({ ...content, coupon, reason });

/** Fields of a product: its texts and addresses, and `price` in the language of the page. */
export const fieldsOfProduct = ({ priceMinor, currency, ...texts }: OfferedProduct, locale: string): Shown => ({
  ...texts,
  price: formatPrice(locale, priceMinor, currency),
});

/** `12900` minor units of EUR in `fr` → `129,00 €`. */
function formatPrice(locale: string, priceMinor?: number, currency?: string): string | undefined {
  if (priceMinor === undefined) return undefined;
  try {
    const format = new Intl.NumberFormat(locale || undefined, { style: 'currency', currency: currency as string });
    return format.format(priceMinor / 10 ** (format.resolvedOptions().maximumFractionDigits as number));
  } catch {
    return undefined; // no currency, or a language or currency of the shop's own making
  }
}
