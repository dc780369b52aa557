import type { EventType } from '@sillage/protocol';
import { listen } from '../browser/listen.js';
import type { Core } from '../core.js';
import { tellTerms } from './shop-terms.js';

/**
 * `<button data-sillage-cart="add" data-sillage-id="SKU" data-sillage-price="49.90" data-sillage-currency="EUR">`: tells a
 * click on it, or in it. A listener in the capture phase, which never delays or cancels the click.
 */
export function watchCartClicks(core: Core): void {
  listen('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-sillage-cart]');
    if (button) tellTerms(core, 1, `cart_${button.dataset.sillageCart}` as EventType, { items: [button.dataset] });
  });
}

/** What the page says of itself in attributes: `data-sillage-view` (a product) and `data-sillage-search`. */
export function readAttributes(core: Core): void {
  for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-sillage-view],[data-sillage-search]')) {
    if (dataset.sillageView) tellTerms(core, 1, 'product_view', { items: [dataset] });
    else core.tell(1, 'search', { query: dataset.sillageSearch, resultCount: dataset.sillageResults });
  }
}
