import type { CartItem } from './cart.js';
import { placeOf } from './catalogue/catalogue.js';
import type { Locale } from './locale.js';
import { currency, toDecimal, vatContained } from './money.js';
import type { PlacedOrder } from './orders.js';

/** What GA4 asks a shop to push for an order; prices in major units, as GA4 has them. */
export function purchasePush({ orderId, items, totals }: PlacedOrder, locale: Locale): object {
  return {
    event: 'purchase',
    ecommerce: {
      transaction_id: orderId,
      currency,
      value: Number(toDecimal(totals.totalMinor)),
      tax: Number(toDecimal(vatContained(totals.totalMinor))),
      shipping: Number(toDecimal(totals.shippingMinor)),
      items: items.map((item) => toItem(item, locale)),
    },
  };
}

function toItem({ product, quantity }: CartItem, locale: Locale): object {
  const { rayon, subRayon } = placeOf(product);
  return {
    item_id: product.id,
    item_name: product.name[locale],
    item_brand: product.brand,
    item_category: rayon.label[locale],
    item_category2: subRayon.label[locale],
    item_variant: product.variant,
    price: Number(toDecimal(product.priceMinor)),
    quantity,
  };
}
