import type { HistoryPage, HistorySession } from '@sillage/protocol';
import type { SessionEventRow } from '../queries/session-events.js';
import type { SessionRow } from '../queries/sessions-of.js';
import { Cart } from './fold-cart.js';
import { readOrder, readProperties } from './read-row.js';

interface Fold {
  pages: Map<number, HistoryPage>;
  cart: Cart;
  session: HistorySession;
}

/** One session from its events, oldest first. `told` holds the ids of the orders that were told already: each once. */
export function foldSession(row: SessionRow, events: readonly SessionEventRow[], told: Set<string>): HistorySession {
  const fold: Fold = { pages: new Map(), cart: new Cart(), session: toEmptySession(row) };
  for (const event of events) apply(fold, event);
  const orders = fold.session.orders.filter(({ orderId }) => !told.has(orderId) && told.add(orderId));
  return { ...fold.session, pages: [...fold.pages.values()], cart: fold.cart.lines, orders };
}

function toEmptySession({ sessionId, startedAt, endedAt, channel, device, country }: SessionRow): HistorySession {
  return {
    sessionId,
    startedAt,
    endedAt,
    channel,
    device,
    ...(country === '' ? {} : { country }),
    attentionMs: 0,
    pages: [],
    searches: [],
    cart: [],
    orders: [],
  };
}

function apply(fold: Fold, event: SessionEventRow): void {
  switch (event.type) {
    case 'page_view':
      viewPage(pageOf(fold, event), event);
      break;
    case 'engagement':
      fold.session.attentionMs += event.attentionMs;
      engage(pageOf(fold, event), event);
      break;
    case 'product_view':
      viewProduct(pageOf(fold, event), event);
      break;
    case 'search':
      fold.session.searches.push(toSearch(event));
      break;
    default:
      applyToCart(fold, event);
  }
}

function applyToCart({ cart, session }: Fold, event: SessionEventRow): void {
  const { line, lines } = readProperties(event);
  if (event.type === 'cart_add' && line) cart.add(line);
  if (event.type === 'cart_remove' && line) cart.remove(line);
  if ((event.type === 'cart_view' || event.type === 'checkout_start') && lines) cart.replace(lines);
  const order = readOrder(event);
  if (event.type !== 'purchase' || !order) return;
  session.orders.push(order);
  for (const bought of order.lines) cart.remove(bought);
}

/** An engagement or product view whose page view was lost or refused still tells of the page. */
function pageOf({ pages }: Fold, event: SessionEventRow): HistoryPage {
  const known = pages.get(event.pageView);
  if (known) return known;
  const { path, at } = event;
  const { topics = [] } = readProperties(event);
  const page: HistoryPage = { path, topics, viewedAt: at, attentionMs: 0, depthPercent: 0, products: [] };
  pages.set(event.pageView, page);
  return page;
}

function viewPage(page: HistoryPage, event: SessionEventRow): void {
  const { title, topics = [] } = readProperties(event);
  const { path, at } = event;
  Object.assign(page, { path, topics, viewedAt: at }, title === undefined ? {} : { title });
}

function engage(page: HistoryPage, event: SessionEventRow): void {
  page.attentionMs += event.attentionMs;
  page.depthPercent = Math.min(100, page.depthPercent + event.depthPercent);
  const sections = new Map(Object.entries(page.sections ?? {}));
  for (const [name, ms] of Object.entries(readProperties(event).sections ?? {})) {
    sections.set(name, (sections.get(name) ?? 0) + ms);
  }
  if (sections.size > 0) page.sections = Object.fromEntries(sections);
}

function viewProduct(page: HistoryPage, event: SessionEventRow): void {
  const { product } = readProperties(event);
  const isKnown = page.products.some((known) => known.productId === product?.productId);
  if (product && !isKnown) page.products.push(product);
}

function toSearch(event: SessionEventRow): HistorySession['searches'][number] {
  const { query = '', resultCount } = readProperties(event);
  return { query, ...(resultCount === undefined ? {} : { resultCount }), at: event.at };
}
