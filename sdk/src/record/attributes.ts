import type { CartLine, EventType } from '@sillage/protocol';
import { toLine, toProductView } from './to-line.js';

type Tell = (type: EventType, fields: object) => void;

const prefix = 'data-sillage-';
const readLine = (element: Element): CartLine =>
  toLine(
    (name) => element.getAttribute(prefix + name) ?? (name === 'id' ? element.getAttribute(`${prefix}view`) : null),
  );

/**
 * `<button data-sillage-cart="add" data-sillage-id="SKU" data-sillage-price="49.90" data-sillage-currency="EUR">`: tells a
 * click on it, or in it. A passive listener on the document: it never delays or cancels the click.
 */
export function watchCartClicks(tell: Tell): void {
  const clicked = ({ target }: Event) => {
    const button = (target as Element).closest?.(`[${prefix}cart]`);
    if (button) tell(`cart_${button.getAttribute(`${prefix}cart`)}` as EventType, { line: readLine(button) });
  };
  document.addEventListener('click', clicked, { capture: true, passive: true });
}

/** What the page says of itself in attributes: `data-sillage-view` (a product) and `data-sillage-search`. */
export function readAttributes(tell: Tell): void {
  const shown = document.querySelector(`[${prefix}view]`);
  if (shown) tell('product_view', toProductView(readLine(shown)));
  const search = document.querySelector(`[${prefix}search]`);
  const query = search?.getAttribute(`${prefix}search`);
  const results = Number.parseInt(`${search?.getAttribute(`${prefix}results`)}`, 10);
  if (query) tell('search', { query, ...(results >= 0 && { resultCount: results }) });
}
