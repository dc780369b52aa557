import { type CartLine, type EventType, purposeBits } from '@sillage/protocol';
import type { FactKind, SessionFact } from '../session-fact.js';
import { type FactColumns, readBoughtOrder, readCart, readProperties } from './fact-columns.js';

/** What the view `session_facts_from_events` makes of one event; the contract tests hold the two together. */
export function toFacts(row: FactColumns): SessionFact[] {
  if (row.is_bot || (row.purposes & purposeBits.personalisation) === 0) return [];
  return [ofSession(row), ...ofSubjects(row)];
}

/** Written out: spreading an empty one costs ten times as much, twice for each event. */
function fact(row: FactColumns, kind: FactKind, key: string): SessionFact {
  return {
    visitor: row.visitor,
    sessionId: row.session,
    kind,
    key,
    firstAt: row.ts,
    lastAt: row.ts,
    events: 1,
    views: 0,
    attentionMs: 0,
    added: 0,
    removed: 0,
    failed: 0,
    withheld: 0,
    clicked: 0,
    dismissed: 0,
    topics: [],
    brand: '',
    priceMinor: undefined,
    currency: '',
    order: undefined,
    cart: undefined,
    channel: '',
    device: '',
    country: '',
    customerIds: [],
    isVisit: false,
    isInternal: Boolean(row.is_internal),
  };
}

/** What only visitors do, whoever tells it: see `isOfVisit`. */
const ofVisits: ReadonlySet<EventType> = new Set([
  'page_view',
  'engagement',
  'product_view',
  'search',
  'cart_add',
  'cart_remove',
  'cart_view',
  'checkout_start',
]);

function ofSession(row: FactColumns): SessionFact {
  const session = fact(row, 'session', '');
  if (row.type === 'page_view') session.views = 1;
  session.attentionMs = row.attention_ms ?? 0;
  session.channel = row.channel;
  session.device = row.device;
  session.country = row.country ?? '';
  session.isVisit = row.channel === 'web' || ofVisits.has(row.type);
  if (row.customer_id) session.customerIds = [row.customer_id];
  return session;
}

function ofSubjects(row: FactColumns): SessionFact[] {
  switch (row.type) {
    case 'page_view':
    case 'engagement':
      return row.path ? [ofPage(row, row.path)] : [];
    case 'product_view':
      return row.product_id ? [ofProduct(row, row.product_id)] : [];
    case 'cart_add':
    case 'cart_remove':
      return row.product_id ? [ofProduct(row, row.product_id), ofChange(row, row.product_id)] : [];
    case 'cart_view':
    case 'checkout_start':
      return [ofCart(row, readCart(row.properties))];
    case 'purchase':
      return [ofOrder(row), ofCart(row, [])];
    case 'search':
      return [ofSearch(row)];
    case 'custom':
      return ofCustom(row);
    default:
      return row.offer_id ? [ofOffer(row, row.offer_id)] : [];
  }
}

function ofPage(row: FactColumns, path: string): SessionFact {
  const page = fact(row, 'page', path);
  if (row.type === 'page_view') page.views = 1;
  page.attentionMs = row.attention_ms ?? 0;
  page.topics = [...new Set(row.topics)];
  return page;
}

function ofProduct(row: FactColumns, productId: string): SessionFact {
  const product = fact(row, 'product', productId);
  if (row.type === 'product_view') product.views = 1;
  product.brand = row.brand ?? '';
  return withChange(product, row);
}

/** Of the cart: at its moment, for what came after the cart was told whole changes it. */
function ofChange(row: FactColumns, productId: string): SessionFact {
  return withChange(fact(row, 'cart', `${row.ts} ${productId}`), row);
}

function withChange(changed: SessionFact, row: FactColumns): SessionFact {
  if (row.type === 'cart_add') changed.added = row.quantity ?? 0;
  if (row.type === 'cart_remove') changed.removed = row.quantity ?? 0;
  changed.topics = [...new Set(row.topics)];
  changed.priceMinor = row.price_minor;
  changed.currency = row.currency ?? '';
  return changed;
}

function ofCart(row: FactColumns, lines: CartLine[]): SessionFact {
  const cart = fact(row, 'cart', String(row.ts));
  cart.cart = lines;
  cart.currency = row.currency ?? '';
  return cart;
}

function ofOrder(row: FactColumns): SessionFact {
  const order = fact(row, 'order', row.order_id ?? '');
  order.order = readBoughtOrder(row.properties);
  return order;
}

function ofSearch(row: FactColumns): SessionFact {
  const search = fact(row, 'search', row.search_query ?? '');
  search.views = 1;
  if (row.result_count === 0) search.failed = 1;
  return search;
}

/** The names that mean something here; what else a shop calls its own events says nothing of interests. */
function ofCustom(row: FactColumns): SessionFact[] {
  if (row.name === 'contact') {
    const contact = fact(row, 'contact', row.channel);
    contact.views = 1;
    return [contact];
  }
  const isComplaint = row.name === 'complaint_opened' || row.name === 'complaint_closed';
  if (!isComplaint && row.name !== 'interest_hidden' && row.name !== 'interest_shown') return [];
  const { custom = {} } = readProperties(row.properties);
  if (isComplaint) {
    const id = typeof custom.id === 'string' ? custom.id : JSON.stringify(custom.id ?? '');
    return [fact(row, row.name === 'complaint_opened' ? 'complaint' : 'complaint_closed', id === '""' ? '' : id)];
  }
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  return [fact(row, row.name === 'interest_hidden' ? 'hidden' : 'shown', `${text(custom.kind)} ${text(custom.key)}`)];
}

function ofOffer(row: FactColumns, offerId: string): SessionFact {
  const offer = fact(row, 'offer', offerId);
  if (row.type === 'offer_exposed') offer.views = 1;
  if (row.type === 'offer_withheld') offer.withheld = 1;
  if (row.type === 'offer_clicked') offer.clicked = 1;
  if (row.type === 'offer_dismissed') offer.dismissed = 1;
  return offer;
}
