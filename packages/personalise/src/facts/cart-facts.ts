import type { CartFacts, CartLineFact } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import { groupBy } from './group-by.js';
import { wholeUnits } from './time.js';

const hourMs = 3_600_000;

/** What happened to one product of the cart, and when. */
interface CartChange extends Pick<SessionFact, 'topics' | 'priceMinor' | 'currency'> {
  productId: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
  /** Quantity put in; below 0, taken out. */
  by: number;
}

export function toCart(facts: readonly SessionFact[], now: number): CartFacts {
  return toFacts(toCartLines(facts), now);
}

/**
 * The cart: as it was last told whole, and what was changed since. An order leaves it empty. What was taken out of a product
 * cancels what was put in before.
 */
export function toCartLines(facts: readonly SessionFact[]): CartLineFact[] {
  const ofCart = facts.filter((fact) => fact.kind === 'cart');
  const whole = ofCart.filter((fact) => fact.cart !== undefined).sort(byNewestWhole)[0];
  const changes = ofCart.filter((fact) => !fact.cart && fact.firstAt > (whole?.firstAt ?? 0)).map(toChange);
  const lines: CartLineFact[] = [];
  for (const [productId, ofProduct] of groupBy([...ofWhole(whole), ...changes], (change) => change.productId)) {
    const quantity = largestRunningSum(ofProduct);
    if (quantity > 0) lines.push(toLine(productId, quantity, ofProduct));
  }
  return lines;
}

function ofWhole(whole: SessionFact | undefined): CartChange[] {
  const { cart = [], firstAt: at = 0, currency: ofCart = '' } = whole ?? {};
  return cart.map(({ productId, quantity: by, topics = [], priceMinor, currency = '' }) => {
    return { productId, at, by, topics, priceMinor, currency: currency === '' ? ofCart : currency };
  });
}

function toChange({ key, firstAt: at, added, removed, topics, priceMinor, currency }: SessionFact): CartChange {
  return { productId: key.slice(key.indexOf(' ') + 1), at, by: added - removed, topics, priceMinor, currency };
}

/** Of several that were told at the same moment, the one that SQL takes too. */
function byNewestWhole(a: SessionFact, b: SessionFact): number {
  return (
    b.firstAt - a.firstAt || compare(JSON.stringify(b.cart), JSON.stringify(a.cart)) || compare(b.currency, a.currency)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** From the newest change to the oldest. */
function largestRunningSum(changes: readonly CartChange[]): number {
  let sum = 0;
  let largest = 0;
  for (const { by } of changes.toSorted((a, b) => b.at - a.at || b.by - a.by)) {
    sum += by;
    largest = Math.max(largest, sum);
  }
  return largest;
}

function toLine(productId: string, quantity: number, changes: readonly CartChange[]): CartLineFact {
  const [priced] = changes
    .filter((change) => change.priceMinor !== undefined && change.currency !== '')
    .sort(byNewestPrice);
  return {
    productId,
    quantity,
    topics: [...new Set(changes.flatMap((change) => change.topics))],
    lastAt: Math.max(...changes.map((change) => change.at)),
    ...(priced?.priceMinor === undefined ? {} : { priceMinor: priced.priceMinor, currency: priced.currency }),
  };
}

function byNewestPrice(a: CartChange, b: CartChange): number {
  return b.at - a.at || (b.priceMinor ?? 0) - (a.priceMinor ?? 0) || compare(b.currency, a.currency);
}

function toFacts(lines: CartLineFact[], now: number): CartFacts {
  const valueMinor: Record<string, number> = {};
  for (const { quantity, priceMinor = 0, currency } of lines) {
    if (currency !== undefined) valueMinor[currency] = (valueMinor[currency] ?? 0) + quantity * priceMinor;
  }
  if (lines.length === 0) return { lines, valueMinor };
  const touchedAt = Math.max(...lines.map((line) => line.lastAt));
  return { lines, valueMinor, idleHours: wholeUnits(now - touchedAt, hourMs) };
}
