import { type CartLine, type ProductIdRules, type SillageEvent, uuidv7 } from '@sillage/protocol';
import type { StoredEvent, StoredPerson, StoredProduct } from '@sillage/warehouse';
import fc from 'fast-check';

/** 20 January 2027, 12:00 UTC: what happened before lies in two partitions by year. */
export const now = Date.UTC(2027, 0, 20, 12);

const hourMs = 3_600_000;
const visitors = ['1', '2', '3', '4'].map((sign) => `${sign.repeat(8)}-0000-4000-8000-000000000000`);
const sessions = ['a', 'b'].map((sign) => `${sign.repeat(8)}-0000-4000-8000-00000000000`);
const elsewhere = 'cccccccc-0000-4000-8000-00000000000';
export const customers = ["c'1", '=c2'];
export const topics = ['velo', 'velo/casques', 'sacs', 'sacs/velo', 'velours'];
export const products = ['P1', 'P2', 'P\\3', 'P2-XL'];
export const brands = ['Acme', "L'Ours"];
export const orderIds = ['O1', 'O2', 'O3', 'O4', 'O5', 'O6'];
const nilUuid = '00000000-0000-0000-0000-000000000000';

/** What happened in a shop, in no order: facts of few people, who share sessions' ids, products and customers. */
export interface RandomShop {
  events: StoredEvent[];
  links: StoredPerson[];
  /** Of the feed, each id once. */
  catalogue?: StoredProduct[];
  /** How ids of orders and of the feed come together. */
  productIds?: ProductIdRules;
}

const topicList = fc.subarray(topics, { maxLength: 2 });
const product = {
  productId: fc.constantFrom(...products),
  priceMinor: fc.constantFrom(500, 1_990),
  currency: fc.constantFrom('EUR', 'CHF'),
  brand: fc.constantFrom('', ...brands),
};
const line: fc.Arbitrary<CartLine> = fc.record(
  {
    ...product,
    quantity: fc.integer({ min: 1, max: 3 }),
    discountMinor: fc.constantFrom(100, 700),
    coupon: fc.constantFrom('', 'NOEL'),
    topics: topicList,
  },
  { requiredKeys: ['productId', 'quantity'] },
);
const refundLine = fc.record(
  {
    productId: fc.constantFrom(...products),
    quantity: fc.integer({ min: 1, max: 3 }),
    priceMinor: fc.constantFrom(0, 300, 1_990),
  },
  { requiredKeys: ['productId', 'quantity'] },
);
const path = fc.constantFrom('/', '/velo');

/** An event's own fields; of orders and refunds the id is given later, for an order comes but once. */
const draft = fc.oneof(
  fc.record({ type: fc.constant('page_view'), path, topics: topicList }),
  fc.record({ type: fc.constant('engagement'), path, attentionMs: fc.nat(90_000), depthPercent: fc.constant(10) }),
  fc.record({ type: fc.constant('product_view'), product: fc.record(product), topics: topicList }),
  fc.record({ type: fc.constant('cart_add'), line }),
  fc.record({ type: fc.constant('cart_add'), line }),
  fc.record({ type: fc.constant('cart_remove'), line }),
  fc.record(
    {
      type: fc.constantFrom('cart_view', 'checkout_start'),
      lines: fc.array(line, { maxLength: 3 }),
      currency: fc.constantFrom('EUR', 'CHF'),
    },
    { requiredKeys: ['type', 'lines'] },
  ),
  fc.record({
    type: fc.constant('purchase'),
    order: fc.record(
      {
        currency: fc.constantFrom('EUR', 'CHF'),
        totalMinor: fc.nat(9_000),
        coupon: fc.constant('NOEL'),
        lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['currency', 'totalMinor', 'lines'] },
    ),
  }),
  fc.record({
    type: fc.constant('refund'),
    refund: fc.record(
      {
        currency: fc.constantFrom('EUR', 'CHF'),
        lines: fc.uniqueArray(refundLine, { minLength: 1, maxLength: 2, selector: ({ productId }) => productId }),
        totalMinor: fc.constantFrom(500, 2_000, 20_000),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ type: fc.constant('search'), query: fc.constantFrom('tente', 'vélo'), resultCount: fc.nat(1) }),
  fc.record({
    type: fc.constantFrom('offer_exposed', 'offer_clicked', 'offer_dismissed'),
    offerId: fc.constantFrom('f1', 'f2'),
    slot: fc.constant('hero'),
  }),
  fc.record({ type: fc.constant('custom'), name: fc.constantFrom('contact', 'other') }),
  fc.record({
    type: fc.constant('custom'),
    name: fc.constantFrom('complaint_opened', 'complaint_opened', 'complaint_closed'),
    properties: fc.record({ id: fc.constantFrom<string | number>('T"1', 12.5) }, { requiredKeys: [] }),
  }),
  fc.record({
    type: fc.constant('custom'),
    name: fc.constantFrom('interest_hidden', 'interest_hidden', 'interest_shown'),
    properties: fc.oneof(
      fc.record({ kind: fc.constant('topic'), key: fc.constantFrom(...topics) }),
      fc.record({ kind: fc.constant('brand'), key: fc.constantFrom(...brands) }),
    ),
  }),
);

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const rarely = fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0);

const occurrence = fc.record({
  draft,
  visitor: oneOf(visitors),
  session: oneOf(sessions),
  /** Few moments, so that bounds of periods and ties are met. */
  hoursAgo: fc.oneof(
    fc.integer({ min: 0, max: 72 }),
    fc.integer({ min: 0, max: 80 }).map((days) => days * 24),
  ),
  customerId: fc.constantFrom('', '', '', '', ...customers),
  orderId: oneOf(orderIds),
  channel: fc.constantFrom('web', 'web', 'till', 'email', 'whatsapp'),
  device: fc.constantFrom('mobile', 'desktop'),
  country: fc.constantFrom('FR', 'BE', ''),
  isInternal: rarely,
  isBot: rarely,
  isForMeasurementOnly: rarely,
});

const link = fc.record({ visitor: oneOf(visitors), customerId: oneOf(customers), hoursAgo: fc.nat(3) });

const catalogue = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('P1', 'p1', 'sku-P1', 'P2', 'SKU-p2-s', 'P\\3', ' P9'),
      marginMinor: fc.option(fc.integer({ min: -500, max: 2_000 }), { nil: undefined }),
      currency: fc.constantFrom('EUR', 'CHF'),
      releasedDaysAgo: fc.option(fc.integer({ min: -5, max: 140 }), { nil: undefined }),
      isRemoved: rarely,
    })
    .map(
      ({ releasedDaysAgo, marginMinor, ...rest }): StoredProduct => ({
        ...rest,
        name: 'Tente',
        changedAt: now,
        revision: 1,
        ...(marginMinor !== undefined && { marginMinor }),
        ...(releasedDaysAgo !== undefined && { releasedAt: now - releasedDaysAgo * 24 * hourMs }),
      }),
    ),
  { maxLength: 6, selector: ({ id }) => id },
);
const idRules = fc.constantFrom<ProductIdRules | undefined>(
  undefined,
  { ignoresCase: true, prefixes: ['sku-', 's'], suffixes: ['-s'] },
  { ignoresCase: false, prefixes: [], suffixes: [], variantSeparator: '-' },
  { ignoresCase: true, prefixes: ['SKU-'], suffixes: [], variantSeparator: '-' },
);

export const randomShop = (site: string): fc.Arbitrary<RandomShop> =>
  fc
    .record({
      occurrences: fc.array(occurrence, { minLength: 20, maxLength: 60, size: 'max' }),
      links: fc.array(link, { maxLength: 3 }),
      catalogue,
      productIds: idRules,
    })
    .map(({ occurrences, links, catalogue, productIds }) => ({
      catalogue,
      ...(productIds && { productIds }),
      events: toEvents(site, occurrences),
      links: links.map(({ hoursAgo, ...rest }) => ({
        ...rest,
        site,
        proof: 'key' as const,
        linkedAt: now - hoursAgo * hourMs,
      })),
    }));

type Occurrence = typeof occurrence extends fc.Arbitrary<infer Value> ? Value : never;

function toEvents(site: string, occurrences: readonly Occurrence[]): StoredEvent[] {
  const ordered = new Set<string>();
  return occurrences.flatMap((each, index) => {
    const { orderId } = each;
    if (each.draft.type === 'purchase') {
      if (ordered.has(orderId)) return [];
      ordered.add(orderId);
    }
    return [toStored(site, each, index)];
  });
}

function toStored(site: string, each: Occurrence, index: number): StoredEvent {
  const occurredAt = now - each.hoursAgo * hourMs;
  const id = uuidv7(occurredAt);
  const base = { id, pageViewId: id, occurredAt, clockOffsetMs: 0, tab: 'tab', sequence: index };
  return {
    event: { ...base, ...withOrderId(each) } as SillageEvent,
    site,
    visitor: each.visitor,
    // the server gives a session to one visitor
    sessionId: `${isOfVisit(each) ? each.session : elsewhere}${visitors.indexOf(each.visitor)}`,
    occurredAt,
    receivedAt: occurredAt,
    channel: each.channel,
    device: each.device as 'mobile',
    country: each.country,
    isBot: each.isBot,
    isInternal: each.isInternal,
    purposes: each.isForMeasurementOnly ? ['measurement'] : ['measurement', 'personalisation'],
    basis: 'consent',
    proofId: nilUuid,
    customerId: each.customerId,
    retentionDays: 0,
  };
}

/** The till and a mail mostly have sessions of their own. */
function isOfVisit({ draft: { type }, channel, hoursAgo }: Occurrence): boolean {
  return channel === 'web' || hoursAgo % 5 === 0 || (type !== 'purchase' && type !== 'refund' && type !== 'custom');
}

function withOrderId({ draft: event, orderId }: Occurrence): object {
  if (event.type === 'purchase' && 'order' in event) return { ...event, order: { ...event.order, orderId } };
  if (event.type === 'refund' && 'refund' in event) return { ...event, refund: { ...event.refund, orderId } };
  return event;
}
