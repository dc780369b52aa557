/** Levels of a topic at most. */
const topicLevels = 4;

/**
 * A path of slugs from the labels of a breadcrumb or category: lower case, ASCII, joined by `/`, at most 4 levels.
 * `['Chaussures', 'Randonnée']` → `chaussures/randonnee`. Empty when nothing is left.
 */
export function toTopic(labels: readonly string[]): string {
  return labels.map(toSlug).filter(Boolean).slice(0, topicLevels).join('/');
}

export function toSlug(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
}

export const topicPattern = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*){0,3}$/;
