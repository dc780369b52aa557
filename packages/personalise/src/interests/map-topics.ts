import { topicAndAbove } from '@sillage/protocol';

/**
 * Topics as the site counts them, each once: renamed, joined or left out by the nearest entry of its map. An entry holds
 * for what is below it too: `{ "shoes": "chaussures" }` makes `shoes/trail` `chaussures/trail`.
 */
export function mapTopics(topics: readonly string[], map: Readonly<Record<string, string>>): string[] {
  const mapped = new Set<string>();
  for (const topic of topics) {
    const name = mapTopic(topic, map);
    if (name !== '') mapped.add(name);
  }
  return [...mapped];
}

function mapTopic(topic: string, map: Readonly<Record<string, string>>): string {
  const nearest = topicAndAbove(topic).findLast((level) => Object.hasOwn(map, level));
  if (nearest === undefined) return topic;
  const target = map[nearest] as string;
  return target === '' ? '' : target + topic.slice(nearest.length);
}
