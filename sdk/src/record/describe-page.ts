import { toTopic } from '@sillage/protocol';
import { type Described, readJsonLd } from './json-ld.js';

/** Topics and product of the page as its markup tells them; of topics, the first place that has any counts. */
export function describePage(): Described {
  const texts = [...document.querySelectorAll('script[type="application/ld+json"]')].map(
    (script) => script.textContent ?? '',
  );
  const described = readJsonLd(texts, location.pathname);
  const declared = document.querySelector('[data-sillage-topics]')?.getAttribute('data-sillage-topics');
  const told = parseTopics(declared ?? metaContent('name="sillage:topics"'));
  const topics = [
    told,
    described.topics,
    parseTopics(metaContent('property="product:category"') ?? metaContent('property="article:section"')),
  ].find((found) => found.length);
  return { ...described, topics: (topics ?? []).slice(0, 8) };
}

const metaContent = (attribute: string) => document.querySelector(`meta[${attribute}]`)?.getAttribute('content');

/** `Chaussures > Randonnée, marque/salomon` → `['chaussures/randonnee', 'marque/salomon']` */
export function parseTopics(list: string | null | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((topic) => toTopic(topic.split(/[>/]/)))
    .filter(Boolean);
}
