import { toTopic } from './topic.js';

/** Topics of a page or a product at most. */
const mostTopics = 8;

/** What a path of slugs has not: most topics of most events have none. Whether these make a path, the schema says. */
const otherSign = /[^a-z0-9/-]/;

/** There are none, or all of them are paths of slugs: nothing is to be read. */
export function areTopics(topics: unknown): boolean {
  if (topics === undefined) return true;
  return Array.isArray(topics) && topics.every((topic) => typeof topic === 'string' && !otherSign.test(topic));
}

/**
 * `Chaussures > Randonnée, marque/salomon` or `[['Chaussures', 'Randonnée'], 'marque/salomon']` →
 * `['chaussures/randonnee', 'marque/salomon']`, 8 at most. See `Topics`.
 */
export function toTopics(topics: unknown): string[] {
  const paths = typeof topics === 'string' ? topics.split(',').map((path) => path.split(/[>/]/)) : topics;
  if (!Array.isArray(paths)) return [];
  return paths.map(toPath).filter(Boolean).slice(0, mostTopics);
}

function toPath(path: unknown): string {
  if (typeof path === 'string') return toTopic(path.split(path.includes('>') ? '>' : '/'));
  return Array.isArray(path) ? toTopic(path.filter((label) => typeof label === 'string')) : '';
}
