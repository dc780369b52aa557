import { toCurrency, toMinor } from './amount.js';
import { type Fault, toFault } from './fault.js';
import { toTopics } from './read-topics.js';
import { toSlug } from './topic.js';

/** Attributes of Google's product data that are read (https://support.google.com/merchants/answer/7052112). */
export const googleAttributes = [
  'id',
  'title',
  'link',
  'image_link',
  'price',
  'sale_price',
  'sale_price_effective_date',
  'availability',
  'quantity',
  'cost_of_goods_sold',
  'brand',
  'product_type',
  'google_product_category',
  'item_group_id',
] as const;
export type GoogleAttribute = (typeof googleAttributes)[number];

/** Each with its values: `product_type` may come several times. */
export type GoogleItem = Partial<Record<GoogleAttribute, readonly string[]>>;

/** Which attribute a field of ours was read from: refusals speak in the feed's own words. */
export const googleNames: Record<string, GoogleAttribute> = {
  id: 'id',
  name: 'title',
  url: 'link',
  image: 'image_link',
  priceMinor: 'price',
  currency: 'price',
  marginMinor: 'cost_of_goods_sold',
  stock: 'availability',
  topics: 'product_type',
  brand: 'brand',
  parentId: 'item_group_id',
};

export interface GoogleReading {
  /** In our own terms; still to be read by `catalogueProductSchema`. */
  product: Record<string, unknown>;
  /** Attributes that are there and can't be read. */
  faults: Fault[];
}

/** `sale_price` counts while its period lasts at `now`, milliseconds since 1970 UTC; without a period always. */
export function readGoogleProduct(item: GoogleItem, now: number): GoogleReading {
  const faults: Fault[] = [];
  const one = (name: GoogleAttribute) => item[name]?.[0]?.trim() || undefined;
  const money = (name: GoogleAttribute) => {
    const text = one(name);
    const amount = text === undefined ? undefined : readMoney(text);
    if (text !== undefined && !amount) faults.push(toFault(`#/${name}`, 'not_an_amount'));
    return amount;
  };
  const price = money('price');
  const sale = isOn(one('sale_price_effective_date'), now) ? money('sale_price') : undefined;
  const asked = sale && sale.currency === price?.currency ? sale : price;
  const cost = money('cost_of_goods_sold');
  const stock = readStock(one('availability'), one('quantity'));
  if (stock === 'unknown') faults.push(toFault('#/availability', 'not_an_availability'));
  const product = {
    id: one('id'),
    name: one('title')?.slice(0, 300),
    url: one('link'),
    image: one('image_link'),
    priceMinor: asked?.minor,
    currency: asked?.currency,
    marginMinor: asked && cost?.currency === asked.currency ? asked.minor - cost.minor : undefined,
    stock,
    topics: readCategories(item),
    brand: one('brand')?.slice(0, 128),
    parentId: one('item_group_id'),
  };
  return { product: Object.fromEntries(Object.entries(product).filter(([, value]) => value !== undefined)), faults };
}

/** `49.90 EUR`, and the other way round. */
function readMoney(text: string): { minor: number; currency: string } | undefined {
  if (text.length > 40) return undefined;
  const code = /^[A-Za-z]{3}(?![A-Za-z])|(?<![A-Za-z])[A-Za-z]{3}$/.exec(text)?.[0];
  const currency = toCurrency(code);
  if (code === undefined || currency === undefined) return undefined;
  const amount = text.replace(code, '').trim();
  const minor = /^\d[\d.,\s'’]*$/.test(amount) ? toMinor(amount, currency) : undefined;
  return minor === undefined ? undefined : { minor, currency };
}

/** `2026-07-01T00:00+0200/2026-07-31T23:59+0200` */
function isOn(period: string | undefined, now: number): boolean {
  if (period === undefined) return true;
  const [start = Number.NaN, end = Number.NaN] = period.slice(0, 80).split('/').map(readTime);
  return start <= now && now < end;
}

/** Google writes `+0200`, of which ECMAScript wants `+02:00`. */
const readTime = (text: string) => Date.parse(text.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

/** What can be ordered is there, though it may be sent later. */
function readStock(availability?: string, quantity?: string): number | 'in' | 'out' | 'unknown' | undefined {
  const word = availability?.toLowerCase().replace(/[\s_-]/g, '');
  if (word === 'outofstock') return 'out';
  if (word !== undefined && !['instock', 'preorder', 'backorder'].includes(word)) return 'unknown';
  if (quantity !== undefined && /^\d{1,9}$/.test(quantity) && word !== 'backorder' && word !== 'preorder') {
    return Number(quantity);
  }
  return word === undefined ? undefined : 'in';
}

/** The shop's own categories; Google's where there are none and they are words. The page's root is none of them. */
function readCategories({ product_type: own = [], google_product_category: googles = [] }: GoogleItem): string[] {
  const paths = own.length > 0 ? own : googles.filter((text) => !/^\s*\d+\s*$/.test(text));
  return toTopics(paths.slice(0, 8).map((path) => withoutRoot(path.slice(0, 750).split('>'))));
}

const roots = ['home', 'accueil'];
const withoutRoot = (labels: string[]) =>
  labels.length > 1 && roots.includes(toSlug(labels[0] as string)) ? labels.slice(1) : labels;
