import type { Order, Refund } from '@sillage/protocol';
import type { PersonFacts, RefundFact, SessionFact, StoredEvent } from '@sillage/warehouse';
import { type FactColumns, type FactSums, sumFact, toEventRow, toFacts } from '@sillage/warehouse';
import { emptyFact } from './empty-fact.js';
import type { RandomShop } from './random-shop.js';

/** A person as events and links say, found without ClickHouse. */
export interface KnownPerson extends PersonFacts {
  /** Empty where there is none. */
  customerId: string;
  visitors: string[];
}

/** The customer who stands for the person of another. */
export type RootOf = (customerId: string) => string;

/** Everybody of whom there are facts for personalising. */
export function knownPeople({ events, links }: RandomShop, rootOf: RootOf = (id) => id): KnownPerson[] {
  const refunds = events.flatMap(toRefunds);
  const people = new Map<string, KnownPerson>();
  for (const [visitor, facts] of factsByVisitor(events)) {
    const customerId = customerOf(visitor, facts, { links, rootOf });
    const key = customerId === '' ? visitor : `customer ${customerId}`;
    const known = people.get(key) ?? { customerId, visitors: [], facts: [], refunds };
    people.set(key, known);
    known.visitors.push(visitor);
    known.facts.push(...facts);
  }
  return [...people.values()];
}

function factsByVisitor(events: readonly StoredEvent[]): Map<string, SessionFact[]> {
  const facts: FactSums = new Map();
  for (const event of events) for (const fact of toFacts(toColumns(event))) sumFact(facts, fact);
  const byVisitor = new Map<string, SessionFact[]>();
  for (const fact of facts.values()) byVisitor.set(fact.visitor, [...(byVisitor.get(fact.visitor) ?? []), fact]);
  return byVisitor;
}

/** The last link counts; without one, the only customer that the sessions name. */
function customerOf(
  visitor: string,
  facts: readonly SessionFact[],
  { links, rootOf }: { links: RandomShop['links']; rootOf: RootOf },
): string {
  const linked = links
    .filter((link) => link.visitor === visitor)
    .sort((a, b) => b.linkedAt - a.linkedAt || (a.customerId < b.customerId ? -1 : 1));
  if (linked[0]) return rootOf(linked[0].customerId);
  const [only, ...others] = new Set(facts.flatMap((fact) => fact.customerIds.map(rootOf)));
  return others.length === 0 ? (only ?? '') : '';
}

/** A row of `events` as it goes to ClickHouse is what facts are made of. */
function toColumns(event: StoredEvent): FactColumns {
  return JSON.parse(toEventRow(event)) as FactColumns;
}

/** Each line of what was given back, as `personFacts` tells it. */
export function toRefunds({ event, occurredAt: at }: Pick<StoredEvent, 'event' | 'occurredAt'>): RefundFact[] {
  if (event.type !== 'refund') return [];
  const { orderId, totalMinor, lines = [], currency } = event.refund;
  const given: NonNullable<Refund['lines']> = lines.length === 0 ? [{ productId: '', quantity: 0 }] : lines;
  return given.map((line, place) => {
    const amount = totalMinor !== undefined && { amountMinor: place === 0 ? totalMinor : 0 };
    return { orderId, at, ...line, ...(currency !== undefined && { currency }), ...amount };
  });
}

/** An order as its session tells of it, whoever's it is. */
export function toOrderFact(order: Order, at: number): SessionFact {
  return {
    ...emptyFact,
    visitor: 'v',
    sessionId: 's',
    kind: 'order',
    key: order.orderId,
    firstAt: at,
    lastAt: at,
    order,
  };
}
