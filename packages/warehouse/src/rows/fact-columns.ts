import type { CartLine, EventType, Order } from '@sillage/protocol';
import type { BoughtOrder } from '../session-fact.js';
import type { EventColumns } from '../stored-event.js';
import { readEventRowTail, toMask } from './event-row.js';

/** Columns of `events` of which facts are made, as a row that is still on its way has them. */
export interface FactColumns {
  visitor: string;
  session: string;
  type: EventType;
  /** Milliseconds since 1970 UTC. */
  ts: number;
  purposes: number;
  is_bot?: number;
  is_internal?: number;
  channel: string;
  device: string;
  country?: string;
  customer_id?: string;
  path?: string;
  topics?: string[];
  attention_ms?: number;
  product_id?: string;
  brand?: string;
  price_minor?: number;
  currency?: string;
  quantity?: number;
  search_query?: string;
  result_count?: number;
  order_id?: string;
  offer_id?: string;
  name?: string;
  /** JSON; as text when it comes from ClickHouse. */
  properties?: string | Properties;
}

interface Properties {
  order?: Order;
  lines?: CartLine[];
  custom?: Record<string, unknown>;
}

/** A product that was seen or put into the cart. */
export interface SightedProduct {
  productId: string;
  topics: readonly string[];
}

/** An event on its way: the columns that its row begins with, what is known by it, and its own in its row's tail. */
export interface EventInRow extends EventColumns {
  type: EventType;
  /** Of a product view and a `cart_add`; it stands in the tail too. */
  product: SightedProduct | undefined;
  /** As UTF-8: what `toEventRowTail` makes. It is shared: not to be changed. */
  tail: Uint8Array;
}

/** What the event's row will say of facts. */
export function readFactColumns(event: EventInRow): FactColumns {
  const columns = readEventRowTail(event.tail) as FactColumns;
  columns.visitor = event.visitor;
  columns.session = event.sessionId;
  columns.ts = event.occurredAt;
  columns.purposes = toMask(event);
  columns.channel = event.channel;
  columns.device = event.device;
  if (event.isBot) columns.is_bot = 1;
  if (event.isInternal) columns.is_internal = 1;
  if (event.country !== '') columns.country = event.country;
  if (event.customerId !== '') columns.customer_id = event.customerId;
  return columns;
}

/** The order as the wire brought it, which `properties` of a purchase holds. */
export function readBoughtOrder(properties: FactColumns['properties']): BoughtOrder | undefined {
  const { order } = readProperties(properties);
  if (!order) return undefined;
  const { orderId, currency, totalMinor, coupon, lines } = order;
  return { orderId, currency, totalMinor, lines, ...(coupon === undefined ? {} : { coupon }) };
}

/** The cart's lines, which `properties` of an event that tells it whole holds. */
export function readCart(properties: FactColumns['properties']): CartLine[] {
  return readProperties(properties).lines ?? [];
}

export function readProperties(properties: FactColumns['properties'] = ''): Properties {
  if (properties === '') return {};
  return typeof properties === 'string' ? JSON.parse(properties) : properties;
}
