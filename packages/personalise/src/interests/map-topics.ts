import { type CartLine, type InterestSettings, type PersonaliseContext, topicAndAbove } from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';

type TopicMap = InterestSettings['topics'];

/**
 * Topics as the site counts them, each once: renamed, joined or left out by the nearest entry of its map. An entry holds
 * for what is below it too: `{ "shoes": "chaussures" }` makes `shoes/trail` `chaussures/trail`.
 */
export function mapTopics(topics: readonly string[], map: TopicMap): string[] {
  const mapped = new Set<string>();
  for (const topic of topics) {
    const name = mapTopic(topic, map);
    if (name !== '') mapped.add(name);
  }
  return [...mapped];
}

function mapTopic(topic: string, map: TopicMap): string {
  const nearest = topicAndAbove(topic).findLast((level) => Object.hasOwn(map, level));
  if (nearest === undefined) return topic;
  const target = map[nearest] as string;
  return target === '' ? '' : target + topic.slice(nearest.length);
}

const isEmpty = (map: TopicMap) => Object.keys(map).length === 0;

/** A person's facts with the topics of pages, products, carts and orders as the site counts them. */
export function mapTopicsOfPerson(person: PersonFacts, map: TopicMap): PersonFacts {
  if (isEmpty(map)) return person;
  return { refunds: person.refunds, facts: person.facts.map((fact) => mapTopicsOfFact(fact, map)) };
}

function mapTopicsOfFact(fact: SessionFact, map: TopicMap): SessionFact {
  const { topics, order, cart } = fact;
  if (topics.length === 0 && order === undefined && cart === undefined) return fact;
  const mapped = { ...fact };
  mapped.topics = mapTopics(topics, map);
  mapped.order = order && { ...order, lines: mapTopicsOfLines(order.lines, map) };
  mapped.cart = cart && mapTopicsOfLines(cart, map);
  return mapped;
}

function mapTopicsOfLines(lines: readonly CartLine[], map: TopicMap): CartLine[] {
  return lines.map((line) => (line.topics ? { ...line, topics: mapTopics(line.topics, map) } : line));
}

/** Where the visitor is, with the page's topics as the site counts them. */
export function mapTopicsOfContext(context: PersonaliseContext, map: TopicMap): PersonaliseContext {
  if (context.topics === undefined || isEmpty(map)) return context;
  const { topics, ...others } = context;
  return { topics: mapTopics(topics, map), ...others };
}
