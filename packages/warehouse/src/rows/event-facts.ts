import { type EventType, type Order, purposeBits } from '@sillage/protocol';
import { type BoughtOrder, emptyFact, type FactKind, type SessionFact } from '../session-fact.js';

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
  properties?: string | { order?: Order; custom?: Record<string, unknown> };
}

/** What the view `session_facts_from_events` makes of one event; the contract tests hold the two together. */
export function toFacts(row: FactColumns): SessionFact[] {
  if (row.is_bot || (row.purposes & purposeBits.personalisation) === 0) return [];
  return [ofSession(row), ...ofSubjects(row)];
}

function fact(row: FactColumns, kind: FactKind, key: string, own: Partial<SessionFact> = {}): SessionFact {
  return {
    ...emptyFact,
    visitor: row.visitor,
    sessionId: row.session,
    kind,
    key,
    firstAt: row.ts,
    lastAt: row.ts,
    events: 1,
    isInternal: Boolean(row.is_internal),
    ...own,
  };
}

function ofSession(row: FactColumns): SessionFact {
  return fact(row, 'session', '', {
    views: row.type === 'page_view' ? 1 : 0,
    attentionMs: row.attention_ms ?? 0,
    channel: row.channel,
    device: row.device,
    country: row.country ?? '',
    customerIds: row.customer_id ? [row.customer_id] : [],
  });
}

function ofSubjects(row: FactColumns): SessionFact[] {
  switch (row.type) {
    case 'page_view':
    case 'engagement':
      return row.path ? [ofPage(row, row.path)] : [];
    case 'product_view':
    case 'cart_add':
    case 'cart_remove':
      return row.product_id ? [ofProduct(row, row.product_id)] : [];
    case 'purchase':
      return [fact(row, 'order', row.order_id ?? '', { order: readBoughtOrder(row.properties) })];
    case 'search':
      return [fact(row, 'search', row.search_query ?? '', { views: 1, failed: row.result_count === 0 ? 1 : 0 })];
    case 'custom':
      return ofCustom(row);
    default:
      return row.offer_id ? [ofOffer(row, row.offer_id)] : [];
  }
}

function ofPage(row: FactColumns, path: string): SessionFact {
  return fact(row, 'page', path, {
    views: row.type === 'page_view' ? 1 : 0,
    attentionMs: row.attention_ms ?? 0,
    topics: [...new Set(row.topics)],
  });
}

function ofProduct(row: FactColumns, productId: string): SessionFact {
  return fact(row, 'product', productId, {
    views: row.type === 'product_view' ? 1 : 0,
    added: row.type === 'cart_add' ? (row.quantity ?? 0) : 0,
    removed: row.type === 'cart_remove' ? (row.quantity ?? 0) : 0,
    topics: [...new Set(row.topics)],
    brand: row.brand ?? '',
    priceMinor: row.price_minor,
    currency: row.currency ?? '',
  });
}

/** The names that mean something here; what else a shop calls its own events says nothing of interests. */
function ofCustom(row: FactColumns): SessionFact[] {
  if (row.name === 'contact') return [fact(row, 'contact', row.channel, { views: 1 })];
  if (row.name !== 'interest_hidden' && row.name !== 'interest_shown') return [];
  const { custom = {} } = readProperties(row.properties);
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  return [fact(row, row.name === 'interest_hidden' ? 'hidden' : 'shown', `${text(custom.kind)} ${text(custom.key)}`)];
}

function ofOffer(row: FactColumns, offerId: string): SessionFact {
  const isOne = (type: EventType) => (row.type === type ? 1 : 0);
  return fact(row, 'offer', offerId, {
    views: isOne('offer_exposed'),
    withheld: isOne('offer_withheld'),
    clicked: isOne('offer_clicked'),
    dismissed: isOne('offer_dismissed'),
  });
}

/** The order as the wire brought it, which `properties` of a purchase holds. */
export function readBoughtOrder(properties: FactColumns['properties']): BoughtOrder | undefined {
  const { order } = readProperties(properties);
  if (!order) return undefined;
  const { orderId, currency, totalMinor, coupon, lines } = order;
  return { orderId, currency, totalMinor, lines, ...(coupon === undefined ? {} : { coupon }) };
}

function readProperties(properties: FactColumns['properties'] = ''): {
  order?: Order;
  custom?: Record<string, unknown>;
} {
  if (properties === '') return {};
  return typeof properties === 'string' ? JSON.parse(properties) : properties;
}
