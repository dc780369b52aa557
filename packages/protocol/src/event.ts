/** Every type of event, in the order of a visit. Names follow GA4 and schema.org where they have one. */
export const eventTypes = [
  'page_view',
  'engagement',
  'product_view',
  'search',
  'cart_add',
  'cart_remove',
  'cart_view',
  'checkout_start',
  'purchase',
  'refund',
  'offer_exposed',
  'offer_withheld',
  'offer_clicked',
  'offer_dismissed',
  'survey_answered',
  'identify',
  'custom',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What every event of a browser carries. */
export interface EventBase {
  /** UUIDv7 made where the event happened; the event's identity through every resend. */
  id: string;
  /** Milliseconds since 1970 UTC by the clock of the device. */
  occurredAt: number;
  /** What to add to `occurredAt` to have the server's time, in milliseconds; 0 while unknown. */
  clockOffsetMs: number;
  /** The page load in its tab: 8 random characters, new with each load. */
  tab: string;
  /** Rises by one with each event of a tab: the browser's own order. */
  sequence: number;
  /** The id of the `page_view` event during which this happened; that event's own id for itself. */
  pageViewId: string;
  /** Server events only: the id the shop knows this customer by. */
  customerId?: string;
  /** Imports only: the session the source had. */
  sessionId?: string;
  /** Imports only: UUID that stands for the visitor the source had, where no customer is known. */
  visitorId?: string;
}

/** Where a visit came from: the `utm_*` parameters. */
export interface Campaign {
  source: string;
  medium?: string;
  name?: string;
  term?: string;
  content?: string;
}

/** A product as the page shows it. GA4: item; schema.org: Product. */
export interface Product {
  /** GA4 `item_id`, schema.org `productID` or `sku`. */
  productId: string;
  name?: string;
  brand?: string;
  variant?: string;
  /** Price of one, in minor units of `currency` (cents for EUR). */
  priceMinor?: number;
  /** ISO 4217. */
  currency?: string;
}

/** GA4: an entry of `items`. */
export interface CartLine extends Product {
  quantity: number;
  /** Per unit, in minor units. */
  discountMinor?: number;
  coupon?: string;
  /** Topics of the product. */
  topics?: string[];
}

/** What a `purchase` carries. schema.org: Order; GA4: the parameters of `purchase`. */
export interface Order {
  /** GA4 `transaction_id`; unique in the site over all channels. */
  orderId: string;
  /** ISO 4217. */
  currency: string;
  /** What the customer paid, tax and shipping included, in minor units. GA4 `value`. */
  totalMinor: number;
  taxMinor?: number;
  shippingMinor?: number;
  coupon?: string;
  lines: CartLine[];
}

/**
 * What a `refund` carries. With an amount, that amount is given back; with lines alone, what they say for each, else the price of
 * these lines of the order less their discount; with neither, the whole order. Lines come back whether or not there is an amount.
 * decisions/0156.
 */
export interface Refund {
  orderId: string;
  /** ISO 4217; the order's where it is absent. An amount in another one is taken off nothing. */
  currency?: string;
  /** Minor units that were given back. */
  totalMinor?: number;
  /** `priceMinor`: minor units that were given back for one; default: what one of them cost in the order. */
  lines?: { productId: string; quantity: number; priceMinor?: number }[];
}

export interface PageView extends EventBase {
  type: 'page_view';
  /** Cleaned path with allowed query parameters; never a fragment. */
  path: string;
  title?: string;
  topics?: string[];
  /** Host only. */
  referrerHost?: string;
  campaign?: Campaign;
  /** BCP 47 language of the page. */
  language?: string;
}

/** A delta since the last engagement of the same page view: sums are sums. */
export interface Engagement extends EventBase {
  type: 'engagement';
  path: string;
  topics?: string[];
  /** Milliseconds of attention (page visible, visitor active) since the last one. */
  attentionMs: number;
  /** Newly reached scroll depth in percent of the page since the last one. */
  depthPercent: number;
  /** Milliseconds in view by `data-section` since the last one. */
  sections?: Record<string, number>;
}

export interface ProductView extends EventBase {
  type: 'product_view';
  path?: string;
  product: Product;
  topics?: string[];
}

export interface Search extends EventBase {
  type: 'search';
  query: string;
  resultCount?: number;
}

export interface CartChange extends EventBase {
  type: 'cart_add' | 'cart_remove';
  line: CartLine;
}

export interface CartState extends EventBase {
  type: 'cart_view' | 'checkout_start';
  lines: CartLine[];
  currency?: string;
  totalMinor?: number;
}

export interface Purchase extends EventBase {
  type: 'purchase';
  order: Order;
}

export interface RefundEvent extends EventBase {
  type: 'refund';
  refund: Refund;
}

export interface OfferEvent extends EventBase {
  type: 'offer_exposed' | 'offer_withheld' | 'offer_clicked' | 'offer_dismissed';
  offerId: string;
  slot: string;
  decisionId?: string;
}

export interface SurveyAnswered extends EventBase {
  type: 'survey_answered';
  surveyId: string;
  score?: number;
  text?: string;
}

/** Ties the visitor to a customer. Accepted with a secret key, or with the shop's signature. */
export interface Identify extends EventBase {
  type: 'identify';
  customerId: string;
  /** Unix seconds until which the signature holds. */
  expiresAt?: number;
  /** Hex HMAC-SHA256, by the site's identify secret, of `${site}\n${customerId}\n${expiresAt}`. */
  signature?: string;
}

export interface Custom extends EventBase {
  type: 'custom';
  name: string;
  properties?: Record<string, string | number | boolean>;
}

/** A fact with an id. */
export type SillageEvent =
  | PageView
  | Engagement
  | ProductView
  | Search
  | CartChange
  | CartState
  | Purchase
  | RefundEvent
  | OfferEvent
  | SurveyAnswered
  | Identify
  | Custom;
