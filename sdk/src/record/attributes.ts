import type { CartLine, EventType } from '@sillage/protocol';
import { toLine, toProductView } from './to-line.js';

type Tell = (type: EventType, fields: object) => void;

const read = (element: Element, name: string) => element.getAttribute(`data-sillage-${name}`);
const readLine = (element: Element): CartLine => toLine((name) => read(element, name));

/**
 * `<button data-sillage-cart="add" data-sillage-id="SKU" data-sillage-price="49.90" data-sillage-currency="EUR">`: tells a
 * click on it, or in it. A listener in the capture phase, which never delays or cancels the click.
 */
export function watchCartClicks(tell: Tell): void {
  const clicked = ({ target }: Event) => {
    const button = (target as Element).closest('[data-sillage-cart]');
    if (button) tell(`cart_${read(button, 'cart')}` as EventType, { line: readLine(button) });
  };
  document.addEventListener('click', clicked, true);
}

/** What the page says of itself in attributes: `data-sillage-view` (a product) and `data-sillage-search`. */
export function readAttributes(tell: Tell): void {
  const shown = document.querySelector('[data-sillage-view]');
  if (shown) tell('product_view', toProductView(readLine(shown)));
  const search = document.querySelector('[data-sillage-search]');
  if (!search) return;
  const results = read(search, 'results');
  tell('search', { query: read(search, 'search'), resultCount: results ? Number(results) : undefined });
}
