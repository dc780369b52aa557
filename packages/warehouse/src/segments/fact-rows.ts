import type { FactKind } from '../session-fact.js';
import type { PersonScope } from './person-scope.js';

/** `FROM … WHERE …` of the facts of a kind. */
export function factRows(kind: FactKind, scope: PersonScope): string {
  return `session_facts WHERE site = {site:String} AND kind = '${kind}' ${scope.ofVisitors}`;
}

/** SQL of whether a topic is one, or below it; `topic` is a bound value. */
export function isBelow(topic: string): (each: string) => string {
  return (each) => `(${each} = ${topic} OR startsWith(${each}, concat(${topic}, '/')))`;
}

/** SQL of whether one of an array of topics is a topic, or below it. */
export function areBelow(topics: string, topic: string): string {
  return `arrayExists(t -> ${isBelow(topic)('t')}, ${topics})`;
}

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
