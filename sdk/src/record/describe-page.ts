import { type Described, readJsonLd } from './json-ld.js';

/** Topics and product of the page as its markup tells them; of topics, the first place that has any counts. */
export function describePage(): Described {
  const scripts = document.querySelectorAll<HTMLScriptElement>('script[type="application/ld+json"]');
  const { product, topics } = readJsonLd(scripts);
  const read = (selector: string, attribute: string) => document.querySelector(selector)?.getAttribute(attribute);
  const found =
    read('[data-sillage-topics]:not([data-sillage-id])', 'data-sillage-topics') ||
    read('meta[name="sillage:topics"]', 'content') ||
    topics ||
    read('meta[property="product:category"],meta[property="article:section"]', 'content');
  return { product, topics: found };
}
