import { type Described, readJsonLd } from './json-ld.js';
import { toTopics } from './to-line.js';

/** Topics and product of the page as its markup tells them; of topics, the first place that has any counts. */
export function describePage(): Described {
  const scripts = document.querySelectorAll('script[type="application/ld+json"]');
  const { line, topics } = readJsonLd([...scripts].map((script) => script.innerHTML));
  const read = (selector: string, attribute = 'content') =>
    toTopics(document.querySelector(selector)?.getAttribute(attribute));
  const found = [
    read('[data-sillage-topics]:not([data-sillage-id])', 'data-sillage-topics'),
    read('meta[name="sillage:topics"]'),
    topics,
    read('meta[property="product:category"],meta[property="article:section"]'),
  ].find(([first]) => first);
  return { line, topics: found ?? [] };
}
