import { toCurrency, toMinor } from './amount.js';
import { areTopics, toTopics } from './read-topics.js';

type Fields = Record<string, unknown>;

/** Characters that the schema allows at most; what a shop says may be longer. */
const longest = { id: 128, name: 128, coupon: 64, title: 300, query: 300, text: 2000 } as const;

/**
 * The event in our own terms, where it is in the shop's (`ShopTerms`); else the same object, after a look at a property or
 * two. What can't be read is left out, and the schema says whether it can be missed. Never throws.
 */
export function readShopTerms(event: Fields): Fields {
  switch (event.type) {
    case 'page_view':
      return cut(withTopics(event), 'title');
    case 'engagement':
      return withTopics(event);
    case 'product_view':
      return readProductView(event);
    case 'cart_add':
    case 'cart_remove':
      return isUnchanged(event.line) ? event : { ...event, line: readLine(event.line ?? firstItem(event), event) };
    case 'cart_view':
    case 'checkout_start':
      return readCart(event);
    case 'purchase':
      return withOrder(event, 'order');
    case 'refund':
      return withOrder(event, 'refund');
    case 'search':
      return readSearch(event);
    case 'survey_answered':
      return cut(event, 'text');
    default:
      return event;
  }
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const asObject = (value: unknown): Fields => (isObject(value) ? value : {});
const firstItem = ({ items }: Fields): unknown => (Array.isArray(items) ? items[0] : undefined);

/** In our own terms already, its topics too. */
const isUnchanged = (line: unknown): boolean =>
  isObject(line) && line.productId !== undefined && areTopics(line.topics);

function withTopics(event: Fields): Fields {
  return areTopics(event.topics) ? event : { ...event, topics: toTopics(event.topics) };
}

function cut(event: Fields, name: 'title' | 'query' | 'text'): Fields {
  const text = event[name];
  return typeof text === 'string' && text.length > longest[name]
    ? { ...event, [name]: text.slice(0, longest[name]) }
    : event;
}

function readProductView(event: Fields): Fields {
  const { product } = event;
  if (isObject(product) && product.productId !== undefined) return withTopics(event);
  const line = readLine(product ?? firstItem(event), event);
  const given = event.topics === undefined || event.topics === null ? line?.topics : toTopics(event.topics);
  return compact({ ...event, product: line, topics: given });
}

function readSearch(event: Fields): Fields {
  const short = cut(event, 'query');
  if (typeof event.resultCount !== 'string') return short;
  const { resultCount, ...rest } = short;
  return resultCount === '' ? rest : { ...rest, resultCount: Number(resultCount) };
}

function readCart(event: Fields): Fields {
  if (Array.isArray(event.lines) && event.items === undefined) return withLines(event, event);
  const { currency, totalMinor, lines } = toOrder(event);
  return compact({ ...event, currency, totalMinor, lines });
}

function withOrder(event: Fields, name: 'order' | 'refund'): Fields {
  const given = event[name] ?? (event.items !== undefined || event.transaction_id !== undefined ? event : undefined);
  if (!isObject(given)) return event;
  if (given.orderId === undefined) return { ...event, [name]: name === 'order' ? toOrder(given) : toRefund(given) };
  const order = withLines(given, given);
  if (order === given) return event;
  return { ...event, [name]: name === 'order' ? order : withRefundLines(order, given.lines) };
}

/** An order in our terms may have lines in the shop's. */
function withLines(order: Fields, { currency }: Fields): Fields {
  const { lines } = order;
  if (!Array.isArray(lines) || lines.every((line) => isUnchanged(line) || !isObject(line))) return order;
  return { ...order, lines: lines.map((line) => readLine(line, { currency })) };
}

function toOrder(params: Fields): Fields {
  const currency = toCurrency(params.currency);
  const items = Array.isArray(params.items) ? params.items : [];
  return compact({
    orderId: toText(params.transaction_id, longest.id),
    currency,
    totalMinor: toMinor(params.value, currency),
    taxMinor: toMinor(params.tax, currency),
    shippingMinor: toMinor(params.shipping, currency),
    coupon: toText(params.coupon, longest.coupon),
    lines: items.map((item) => readLine(item, params)),
  });
}

/**
 * A refund without items is of the whole order. An amount that can't be read, or of no currency (98 may be yen or euros), stays for the
 * schema to refuse: without it, the refund would be of the whole.
 */
function toRefund(params: Fields): Fields {
  const items = Array.isArray(params.items) ? params.items : [];
  const lines = items.length === 0 ? undefined : items.map((item) => readLine(item, params));
  const currency = toCurrency(params.currency) ?? asObject(lines?.[0]).currency;
  const hasAmount = params.value !== undefined && params.value !== null && params.value !== '';
  const refund = compact({
    orderId: toText(params.transaction_id, longest.id),
    currency: hasAmount ? (currency ?? '') : currency,
    totalMinor: hasAmount ? (toMinor(params.value, toCurrency(currency)) ?? params.value) : undefined,
    lines,
  });
  return lines ? withRefundLines(refund, items) : refund;
}

/** What was paid for one was given back for it: its price less its discount. One that is not in the refund's currency is left out: the order's price counts. */
function withRefundLines(refund: Fields, given: unknown): Fields {
  const lines = (refund.lines as unknown[]).map((line, place) => {
    const isOurs = asObject((given as unknown[])[place]).productId !== undefined;
    if (isOurs || !isObject(line)) return line;
    const { priceMinor, discountMinor, ...rest } = line;
    if (priceMinor === undefined || rest.currency === undefined || rest.currency !== refund.currency) return rest;
    return { ...rest, priceMinor: Math.max(0, Number(priceMinor) - Number(discountMinor ?? 0)) };
  });
  return { ...refund, lines };
}

/** What is no object stays what it is, for the schema to refuse. */
function readLine(given: unknown, { currency }: Fields): Fields | undefined {
  if (!isObject(given)) return given as undefined;
  if (given.productId === undefined) return toLine(given, toCurrency(currency));
  return withTopics(given);
}

function toLine(item: Fields, ownCurrency: string | undefined): Fields {
  const read = (name: string) => item[`item_${name}`] ?? item[name] ?? item[`sillage${toCapital(name)}`];
  const offer = asObject(Array.isArray(item.offers) ? item.offers[0] : item.offers);
  const currency = toCurrency(read('currency') ?? offer.priceCurrency) ?? ownCurrency;
  return compact({
    productId: toText(read('id') ?? item.sillageView ?? item.productID ?? item.sku, longest.id),
    currency,
    quantity: toQuantity(read('quantity')),
    name: toText(read('name'), longest.name),
    brand: toText(read('brand'), longest.name),
    variant: toText(read('variant'), longest.name),
    coupon: toText(read('coupon'), longest.coupon),
    priceMinor: toMinor(read('price') ?? offer.price ?? offer.lowPrice, currency),
    discountMinor: toMinor(read('discount'), currency),
    topics: toTopics(read('topics') ?? [levels.map((level) => toText(read(`category${level}`), longest.name) ?? '')]),
  });
}

/** 1 where it is no number. An object could throw where it is made a number. */
const toQuantity = (value: unknown): number => (isObject(value) ? 1 : Math.round(Number(value)) || 1);

/** GA4's five category levels are one topic. */
const levels = ['', '2', '3', '4', '5'];

const toCapital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** A text or number as text, or the name of what is named, such as schema.org's Brand; undefined where there is none. */
function toText(value: unknown, length: number): string | undefined {
  const named = isObject(value) ? value.name : value;
  return typeof named === 'string' || typeof named === 'number' ? `${named}`.slice(0, length) || undefined : undefined;
}

/** What is unknown is not there: the schema takes no undefined. */
function compact(fields: Fields): Fields {
  for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name];
  return fields;
}
