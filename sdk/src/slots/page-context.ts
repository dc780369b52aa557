import { type PersonaliseContext, toTopic } from '@sillage/protocol';
import { cleanText } from '../record/clean-text.js';
import { describePage } from '../record/describe-page.js';
import type { Described } from '../record/json-ld.js';

/**
 * Where the visitor is, as the page tells it: its path without query, the product and topics that the tracker would record,
 * the language of its markup, or the browser's first. What the shop says itself weighs more, field by field:
 * `<script type="application/json" data-sillage-context>{"cart":[{"productId":"TRAIL-2","quantity":1}]}</script>`.
 */
export function readContext(): PersonaliseContext {
  const { product, topics } = describePage();
  const { sku, productID } = (product ?? {}) as { sku?: unknown; productID?: unknown };
  const viewed = document.querySelector<HTMLElement>('[data-sillage-view]')?.dataset.sillageView;
  const productId = viewed || `${productID ?? sku ?? ''}`;
  const locale = document.documentElement.lang || navigator.language;
  return {
    path: cleanText(location.pathname).slice(0, 2048),
    topics: toTopics(topics),
    ...(productId && { productId }),
    ...(locale && { locale }),
    ...readGiven(),
  };
}

/** `Chaussures > Randonnée, marque/salomon` or paths of labels → topics, as the server makes them of an event's; 8 at most. */
const toTopics = (topics: Described['topics']): string[] =>
  (typeof topics === 'string' ? topics.split(',').map((path) => path.split(/[>/]/)) : (topics ?? []))
    .map((path) => toTopic([path].flat()))
    .filter(Boolean)
    .slice(0, 8);

function readGiven(): PersonaliseContext {
  try {
    return JSON.parse(document.querySelector('script[data-sillage-context]')?.textContent as string);
  } catch {
    return {}; // there is none, or the shop's template has broken it
  }
}
