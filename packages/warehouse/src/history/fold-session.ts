import type { HistoryPage, HistorySession } from '@sillage/protocol';
import type { SessionEventRow } from '../queries/session-events.js';
import type { SessionRow } from '../queries/sessions-page.js';
import { Cart } from './fold-cart.js';
import { readLine, readOrder, readProduct, readSections } from './read-row.js';

interface Fold {
  pages: Map<number, HistoryPage>;
  cart: Cart;
  session: HistorySession;
}

/**
 * One session from its events, oldest first. An order counts when its event is the one that brought it: `isFirst`
 * tells that of an order id and an event id.
 */
export function foldSession(
  row: SessionRow,
  events: readonly SessionEventRow[],
  isFirst: (orderId: string, eventId: string) => boolean,
): HistorySession {
  const fold: Fold = { pages: new Map(), cart: new Cart(), session: toEmptySession(row) };
  for (const event of events) {
    if (event.type === 'purchase' && !isFirst(event.order_id, event.event_id)) continue;
    apply(fold, event);
  }
  return { ...fold.session, pages: [...fold.pages.values()], cart: fold.cart.lines };
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
      fold.session.attentionMs += event.attention_ms;
      engage(pageOf(fold, event), event);
      break;
    case 'product_view':
      viewProduct(pageOf(fold, event), event);
      break;
    case 'search':
      fold.session.searches.push(toSearch(event));
      break;
    case 'cart_add':
      fold.cart.add(readLine(event));
      break;
    case 'cart_remove':
      fold.cart.remove(readLine(event));
      break;
    case 'purchase': {
      const order = readOrder(event);
      fold.session.orders.push(order);
      for (const line of order.lines) fold.cart.remove(line);
    }
  }
}

/** An engagement or product view whose page view was lost or refused still tells of the page. */
function pageOf({ pages }: Fold, event: SessionEventRow): HistoryPage {
  const known = pages.get(event.page_view);
  if (known) return known;
  const { path, topics, at } = event;
  const page: HistoryPage = { path, topics, viewedAt: at, attentionMs: 0, depthPercent: 0, products: [] };
  pages.set(event.page_view, page);
  return page;
}

function viewPage(page: HistoryPage, { path, title, topics, at }: SessionEventRow): void {
  Object.assign(page, { path, topics, viewedAt: at }, title === '' ? {} : { title });
}

function engage(page: HistoryPage, event: SessionEventRow): void {
  page.attentionMs += event.attention_ms;
  page.depthPercent = Math.min(100, page.depthPercent + event.depth_percent);
  for (const [name, ms] of Object.entries(readSections(event))) {
    page.sections = { ...page.sections, [name]: (page.sections?.[name] ?? 0) + ms };
  }
}

function viewProduct(page: HistoryPage, event: SessionEventRow): void {
  const isKnown = page.products.some((product) => product.productId === event.product_id);
  if (!isKnown) page.products.push(readProduct(event));
}

function toSearch({ search_query, result_count, at }: SessionEventRow): HistorySession['searches'][number] {
  return { query: search_query, ...(result_count === null ? {} : { resultCount: result_count }), at };
}
