import type { EventType } from '@sillage/protocol';
import type { Core } from '../core.js';
import { type Details, toLine, toProductView } from './to-line.js';

/** `data-sillage-id="SKU" data-sillage-price="49.90"` → `{ id: 'SKU', price: '49.90' }` */
const readDetails = ({ dataset }: HTMLElement): Details =>
  Object.fromEntries(Object.entries(dataset).map(([name, value]) => [name.slice(7).toLowerCase(), value]));

/**
 * `<button data-sillage-cart="add" data-sillage-id="SKU" data-sillage-price="49.90" data-sillage-currency="EUR">`: tells a
 * click on it, or in it. A listener in the capture phase, which never delays or cancels the click.
 */
export function watchCartClicks(core: Core): void {
  const clicked = ({ target }: Event) => {
    const button = (target as Element).closest<HTMLElement>('[data-sillage-cart]');
    if (!button) return;
    const details = readDetails(button);
    core.tell(1, `cart_${details.cart}` as EventType, { line: toLine(details) });
  };
  document.addEventListener('click', clicked, true);
}

/** What the page says of itself in attributes: `data-sillage-view` (a product) and `data-sillage-search`. */
export function readAttributes(core: Core): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-sillage-view],[data-sillage-search]')) {
    const { view, search, results, ...details } = readDetails(element);
    if (view) core.tell(1, 'product_view', toProductView(toLine({ id: view, ...details })));
    else core.tell(1, 'search', { query: search, resultCount: results ? Number(results) : undefined });
  }
}
