import { type Purpose, purposes } from '@sillage/protocol';
import type { CustomerChoice, CustomerState, EventStore } from '../event-store.js';

/** Merges that are followed one after the other; as many as segments follow. */
export const longestChain = 16;

/** A customer, with all that were merged into the same person. */
export interface Person {
  /** The one that stands for the person. */
  customerId: string;
  /** All of them, that one first. */
  customerIds: readonly string[];
  /** The last of each purpose, by whichever of their ids it was said. */
  choices: CustomerState['choices'];
  withdrawnAt: CustomerState['withdrawnAt'];
  /** Visitors that are linked to one of them, as far as this node knows. */
  visitors: readonly string[];
}

type Customers = Pick<EventStore, 'findCustomer'>;

/** A customer of whom nothing is known is a person too. */
export function findPerson(site: string, customerId: string, store: Customers): Person {
  const [root] = findRoot(site, customerId, store);
  const customerIds = [root];
  const states: CustomerState[] = [];
  // ids that are found on the way are looked at in their turn
  for (const id of customerIds) {
    const state = store.findCustomer(site, id);
    if (!state) continue;
    states.push(state);
    for (const merged of state.merged) if (!customerIds.includes(merged)) customerIds.push(merged);
  }
  return { customerId: root, customerIds, ...combine(states) };
}

/** The end of the chain of merges, and how long it is. */
export function findRoot(site: string, customerId: string, store: Customers): [root: string, length: number] {
  let root = customerId;
  for (let length = 0; length < longestChain; length += 1) {
    const next = store.findCustomer(site, root)?.mergedInto;
    if (next === undefined) return [root, length];
    root = next;
  }
  return [root, longestChain];
}

function combine(states: readonly CustomerState[]): Pick<Person, 'choices' | 'withdrawnAt' | 'visitors'> {
  const choices: Partial<Record<Purpose, CustomerChoice>> = {};
  const withdrawnAt: Partial<Record<Purpose, number>> = {};
  for (const purpose of purposes) {
    for (const state of states) {
      const choice = state.choices[purpose];
      if (choice && !((choices[purpose]?.decidedAt ?? -1) >= choice.decidedAt)) choices[purpose] = choice;
      const at = state.withdrawnAt[purpose];
      if (at !== undefined) withdrawnAt[purpose] = Math.max(withdrawnAt[purpose] ?? at, at);
    }
  }
  return { choices, withdrawnAt, visitors: states.flatMap((state) => state.visitors) };
}
