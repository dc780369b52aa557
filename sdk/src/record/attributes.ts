import type { CartLine, EventType } from '@sillage/protocol';
import { parseTopics } from './describe-page.js';
import { compact } from './ga4.js';
import { toCurrency, toMinor } from './minor-units.js';

type Tell = (type: EventType, fields: object) => void;

/**
 * `<button data-sillage-cart="add" data-sillage-id="SKU" data-sillage-price="49.90" data-sillage-currency="EUR">`: tells a
 * click on it, or in it. A passive listener on the document: it never delays or cancels the click.
 */
export function watchCartClicks(tell: Tell): void {
  const clicked = ({ target }: Event) => {
    const button = target instanceof Element && target.closest('[data-sillage-cart]');
    const line = button && readLine(button);
    if (!line) return;
    tell(button.getAttribute('data-sillage-cart') === 'remove' ? 'cart_remove' : 'cart_add', { line });
  };
  document.addEventListener('click', clicked, { capture: true, passive: true });
}

/** What the page says of itself in attributes: `data-sillage-view` (a product) and `data-sillage-search`. */
export function readAttributes(tell: Tell): void {
  const shown = document.querySelector('[data-sillage-view]');
  const line = shown && readLine(shown);
  if (line) {
    const { quantity, topics, ...product } = line;
    tell('product_view', compact({ product, topics }));
  }
  const search = document.querySelector('[data-sillage-search]');
  const query = search?.getAttribute('data-sillage-search');
  const count = search?.getAttribute('data-sillage-results');
  if (query) tell('search', compact({ query, resultCount: count ? Number(count) : undefined }));
}

function readLine(element: Element): CartLine | undefined {
  const read = (name: string) => element.getAttribute(`data-sillage-${name}`) ?? undefined;
  const productId = read('id') ?? read('view');
  if (!productId) return;
  const currency = toCurrency(read('currency'));
  const topics = parseTopics(read('topics'));
  return compact({
    productId,
    name: read('name'),
    brand: read('brand'),
    variant: read('variant'),
    priceMinor: toMinor(read('price'), currency),
    currency,
    quantity: Math.max(1, Math.round(Number(read('quantity'))) || 1),
    topics: topics.length ? topics : undefined,
  }) as CartLine;
}
