import {
  type CartState,
  type Custom,
  type EventType,
  type Identify,
  type OfferEvent,
  type PageView,
  type Product,
  purposeBits,
  type SillageEvent,
  type SurveyAnswered,
} from '@sillage/protocol';
import type { EventColumns, StoredEvent } from '../stored-event.js';
import { dayMs, expiryDay } from './expiry.js';

/** What a fold over stored rows needs of an event. */
export interface EventRow {
  site: string;
  visitor: string;
  id: string;
  sessionId: string;
  type: EventType;
  /** Milliseconds since 1970, as in `StoredEvent.occurredAt`. */
  occurredAt: number;
  /** Empty where none is known. */
  customerId: string;
  /** Of a `purchase` only: a refund names an order but does not bring it. */
  orderId?: string;
}

/** One JSONEachRow line of `events`, without its newline: its head, its time and its tail. */
export function toEventRow({ event, ...columns }: StoredEvent): string {
  const { tab, clockOffsetMs } = event;
  const customerId = event.type === 'identify' ? event.customerId : columns.customerId;
  return (
    toEventRowHead({ ...columns, tab, clockOffsetMs, customerId }) +
    toEventRowTime(columns.occurredAt) +
    toEventRowTail(event)
  );
}

/** Times are integers: ClickHouse takes an unquoted integer for a DateTime64(3) as its milliseconds. */
export function toEventRowTime(occurredAt: number): string {
  return `,"ts":${occurredAt}`;
}

/**
 * The columns of the event itself, behind its time. Columns at their default are left out. Every string of a sender goes
 * through `JSON.stringify`; ids, enums and numbers were checked by the schema and need no escaping.
 */
export function toEventRowTail(event: SillageEvent): string {
  return `,"id":"${event.id}","type":"${event.type}","page_view":${toPageViewKey(event.pageViewId)},"sequence":${event.sequence}${ofType(event)}}`;
}

/** The columns that `toEventRowTail` wrote, from its UTF-8. Throws on bytes that it did not make. */
export function readEventRowTail({ buffer, byteOffset, byteLength }: Uint8Array): object {
  // the comma ahead of the first column is left out
  return JSON.parse(`{${Buffer.from(buffer, byteOffset + 1, byteLength - 1).toString('utf8')}`);
}

let lastHead = '';
let lastColumns: EventColumns | undefined;
let lastExpires = 0;

/**
 * The columns that a batch's events mostly share, the same string as before where nothing in it changed. It remembers
 * one: events arrive in batches of one visitor, one session and one moment. The columns are not to be changed afterwards.
 */
export function toEventRowHead(columns: EventColumns): string {
  const expires = expiryDay(columns.occurredAt, columns.retentionDays);
  if (lastColumns && expires === lastExpires && hasSameHead(columns, lastColumns)) return lastHead;
  let head = `{"site":${JSON.stringify(columns.site)},"visitor":"${columns.visitor}","session":"${columns.sessionId}","received_at":${columns.receivedAt},"tab":${JSON.stringify(columns.tab)},"purposes":${toMask(columns)},"basis":"${columns.basis}","proof_id":"${columns.proofId}","device":"${columns.device}","channel":${JSON.stringify(columns.channel)},"expires":${expires}`;
  if (columns.clockOffsetMs !== 0) head += `,"clock_offset_ms":${columns.clockOffsetMs}`;
  if (columns.country !== '') head += `,"country":${JSON.stringify(columns.country)}`;
  if (columns.isBot) head += ',"is_bot":1';
  if (columns.isInternal) head += ',"is_internal":1';
  if (columns.customerId !== '') head += `,"customer_id":${JSON.stringify(columns.customerId)}`;
  lastColumns = columns;
  lastExpires = expires;
  lastHead = head;
  return head;
}

/** Dearest to compare last. */
function hasSameHead(a: EventColumns, b: EventColumns): boolean {
  return (
    a.receivedAt === b.receivedAt &&
    a.purposes === b.purposes &&
    a.isBot === b.isBot &&
    a.isInternal === b.isInternal &&
    a.clockOffsetMs === b.clockOffsetMs &&
    a.visitor === b.visitor &&
    a.sessionId === b.sessionId &&
    a.site === b.site &&
    a.basis === b.basis &&
    a.proofId === b.proofId &&
    a.device === b.device &&
    a.channel === b.channel &&
    a.country === b.country &&
    a.customerId === b.customerId &&
    a.tab === b.tab
  );
}

/**
 * The page view to which an event belongs, as `events.page_view` holds it: the last 32 bits of the page view's id,
 * which are random in every version of UUID that is in use. Unique within a session for all practical purposes.
 */
export function toPageViewKey(pageViewId: string): number {
  return Number.parseInt(pageViewId.slice(28), 16);
}

/** The reverse of `toEventRow`, as far as a fold needs it. Throws on a line that `toEventRow` did not make. */
export function readEventRow(line: string): EventRow {
  const row = JSON.parse(line) as Record<string, string> & { ts: number; type: EventType };
  return {
    site: row.site as string,
    visitor: row.visitor as string,
    id: row.id as string,
    sessionId: row.session as string,
    type: row.type,
    occurredAt: row.ts,
    customerId: row.customer_id ?? '',
    ...(row.type === 'purchase' && row.order_id !== undefined ? { orderId: row.order_id } : {}),
  };
}

let lastDay = Number.NaN;
let lastPartition = 0;

/** The partition of `events` in which a row stands: year and month in UTC, such as 202611. */
export function partitionOf(occurredAt: number): number {
  const day = Math.floor(occurredAt / dayMs);
  if (day === lastDay) return lastPartition;
  const date = new Date(occurredAt);
  lastDay = day;
  lastPartition = date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
  return lastPartition;
}

/** Purposes as `events.purposes` holds them. */
export function toMask({ purposes }: Pick<EventColumns, 'purposes'>): number {
  let mask = 0;
  for (const purpose of purposes) mask |= purposeBits[purpose];
  return mask;
}

/** Columns of a type: what is asked for in SQL. `properties` holds the event's own fields as they are on the wire. */
function ofType(event: SillageEvent): string {
  switch (event.type) {
    case 'page_view':
      return ofPageView(event);
    case 'engagement':
      return `${text('path', event.path)}${list('topics', event.topics)},"attention_ms":${event.attentionMs},"depth_percent":${event.depthPercent}${properties({ sections: event.sections })}`;
    case 'product_view': {
      const { path, product, topics } = event;
      return text('path', path) + list('topics', topics) + ofProduct(product) + properties({ product, topics });
    }
    case 'cart_add':
    case 'cart_remove': {
      const { line } = event;
      return `${list('topics', line.topics)}${ofProduct(line)},"quantity":${line.quantity}${properties({ line })}`;
    }
    case 'search': {
      const { query, resultCount } = event;
      return text('search_query', query) + amount('result_count', resultCount) + properties({ query, resultCount });
    }
    case 'purchase':
      return ofOrder(event.order) + properties({ order: event.order });
    case 'refund':
      return ofOrder(event.refund) + properties({ refund: event.refund });
    default:
      return ofRareType(event);
  }
}

function ofPageView({ path, topics, title, referrerHost, language, campaign }: PageView): string {
  return (
    text('path', path) +
    list('topics', topics) +
    text('referrer_host', referrerHost) +
    text('language', language) +
    text('campaign_source', campaign?.source) +
    text('campaign_medium', campaign?.medium) +
    text('campaign_name', campaign?.name) +
    properties({ title, topics, term: campaign?.term, content: campaign?.content })
  );
}

type RareEvent = CartState | OfferEvent | SurveyAnswered | Identify | Custom;

function ofRareType(event: RareEvent): string {
  switch (event.type) {
    case 'cart_view':
    case 'checkout_start': {
      const { lines, currency, totalMinor } = event;
      return text('currency', currency) + amount('total_minor', totalMinor) + properties({ lines });
    }
    case 'survey_answered':
      return text('name', event.surveyId) + properties({ score: event.score, text: event.text });
    case 'identify':
      return '';
    case 'custom':
      return text('name', event.name) + properties({ custom: event.properties });
    default:
      return text('offer_id', event.offerId) + text('slot', event.slot) + properties({ decisionId: event.decisionId });
  }
}

function ofOrder(order: { orderId: string; currency?: string; totalMinor?: number }): string {
  return text('order_id', order.orderId) + text('currency', order.currency) + amount('total_minor', order.totalMinor);
}

function ofProduct({ productId, brand, priceMinor, currency }: Product): string {
  return (
    text('product_id', productId) +
    text('brand', brand) +
    amount('price_minor', priceMinor) +
    text('currency', currency)
  );
}

function text(column: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : `,"${column}":${JSON.stringify(value)}`;
}

function amount(column: string, value: number | undefined): string {
  return value === undefined ? '' : `,"${column}":${value}`;
}

function list(column: string, values: readonly string[] | undefined): string {
  return values === undefined || values.length === 0 ? '' : `,"${column}":${JSON.stringify(values)}`;
}

/** A JSON object that ClickHouse keeps as text; nothing where nothing is in it. */
function properties(values: Record<string, unknown>): string {
  const json = JSON.stringify(values);
  return json === '{}' ? '' : `,"properties":${json}`;
}
