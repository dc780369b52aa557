/**
 * What a shop says in its own terms: GA4's (https://developers.google.com/analytics/devguides/collection/ga4/ecommerce),
 * schema.org's (https://schema.org/Product), or those of its markup. The server reads them (`readShopTerms`) and stores
 * our own. An object is in one vocabulary: one that has our id's name (`productId`, `orderId`) is in ours.
 */

/**
 * Topics as labels. A text is a list by commas of paths by `>` or `/`: `Chaussures > Randonnée, marque/salomon`. In a list,
 * a path is a text, by `>` where it has one and else by `/`, or the list of its labels. The server makes slugs of them.
 */
export type Topics = string | readonly (string | readonly string[])[];

/** In major units of the currency, such as `49.9`, `'49,90'` or `'1 234.50'`. */
export type Amount = number | string;

/** A product, or a line of a cart. GA4: item, whose names count with `item_` or without. */
export interface ShopItem {
  /** Our name: then the object is in our terms. */
  productId?: never;
  /** GA4. */
  item_id?: string | number;
  /** GA4 of old, and `data-sillage-id`. */
  id?: string | number;
  /** schema.org; counts before `sku`. */
  productID?: string | number;
  /** schema.org. */
  sku?: string | number;
  item_name?: string;
  /** schema.org, and GA4 of old. */
  name?: string;
  item_brand?: string;
  /** schema.org: a text, or a Brand or Organization. */
  brand?: string | { name?: string };
  item_variant?: string;
  variant?: string;
  /** Price of one. */
  price?: Amount;
  /** GA4: per unit. */
  discount?: Amount;
  /** GA4; default 1. */
  quantity?: number | string;
  /** GA4: ISO 4217, in any case; default: what the event says. */
  currency?: string;
  coupon?: string;
  /** GA4: five levels of one topic. */
  item_category?: string;
  item_category2?: string;
  item_category3?: string;
  item_category4?: string;
  item_category5?: string;
  /** Instead of GA4's levels. */
  topics?: Topics;
  /** schema.org: Offer or AggregateOffer; the first counts. */
  offers?: ShopOffer | readonly ShopOffer[];
  /** `data-sillage-view="SKU"` as `dataset` has it; each of the other attributes too (`sillageId`, `sillagePrice`, …). */
  sillageView?: string;
  [attribute: `sillage${string}`]: string | undefined;
}

/** schema.org: Offer or AggregateOffer. */
export interface ShopOffer {
  price?: Amount;
  lowPrice?: Amount;
  priceCurrency?: string;
}

/** A cart, an order or a refund by the names of GA4's parameters. */
export interface ShopOrder {
  /** Our name: then the object is in our terms. */
  orderId?: never;
  /** GA4: our `orderId`. */
  transaction_id?: string | number;
  /** ISO 4217, in any case. An order needs one, and a refund with a `value`: its own or its items'. */
  currency?: string;
  /** What is paid, tax and shipping included. */
  value?: Amount;
  tax?: Amount;
  shipping?: Amount;
  coupon?: string;
  items?: readonly ShopItem[];
}

/**
 * What an event may carry instead of its own fields, by its type: an object of ours in the shop's terms, or GA4's
 * parameters themselves (`items` and the like), of which a product's view and a change of the cart take the first item.
 */
export interface ShopTerms {
  page_view: { topics?: Topics };
  product_view: { product: ShopItem; topics?: Topics } | (ShopOrder & { product?: never; topics?: Topics });
  cart_add: { line: ShopItem } | (ShopOrder & { line?: never });
  cart_remove: ShopTerms['cart_add'];
  cart_view: { lines: readonly ShopItem[]; currency?: string } | (ShopOrder & { lines?: never });
  checkout_start: ShopTerms['cart_view'];
  purchase: { order: ShopOrder } | (ShopOrder & { order?: never });
  refund: { refund: ShopOrder } | (ShopOrder & { refund?: never });
  search: { query: string; resultCount?: number | string };
}
