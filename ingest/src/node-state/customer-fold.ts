import { type Purpose, purposes } from '@sillage/protocol';
import type { StoredChoice, StoredPersonChange } from '@sillage/warehouse';
import type { CustomerState } from '../event-store.js';

/** Visitors kept of a customer: those beyond are a test account's. */
const keptVisitors = 100;

const unknownCustomer: CustomerState = { choices: {}, withdrawnAt: {}, visitors: [], merged: [] };

/** Of each purpose that the choice speaks of the later word stays, in whatever order two nodes' are heard. */
export function addChoice(state: CustomerState = unknownCustomer, choice: StoredChoice): CustomerState {
  const { decidedAt, expiresAt, policyVersion, proofId } = choice;
  const choices = { ...state.choices };
  const withdrawn: Purpose[] = [];
  for (const purpose of purposes) {
    const said = choice.states[purpose];
    if (said === 'withdrawn') withdrawn.push(purpose);
    const before = choices[purpose];
    if (said === 'unknown' || (before && before.decidedAt > decidedAt)) continue;
    choices[purpose] = { isGranted: said === 'granted', decidedAt, expiresAt, policyVersion, proofId };
  }
  return withdrawCustomer({ ...state, choices }, withdrawn, decidedAt);
}

export function withdrawCustomer(
  state: CustomerState = unknownCustomer,
  withdrawn: readonly Purpose[],
  at: number,
): CustomerState {
  if (withdrawn.length === 0) return state;
  const withdrawnAt = { ...state.withdrawnAt };
  for (const purpose of withdrawn) withdrawnAt[purpose] = Math.max(withdrawnAt[purpose] ?? at, at);
  return { ...state, withdrawnAt };
}

export function addVisitor(state: CustomerState = unknownCustomer, visitor: string): CustomerState {
  return { ...state, visitors: [...without(state.visitors, visitor), visitor].slice(-keptVisitors) };
}

export function removeVisitor(state: CustomerState, visitor: string): CustomerState {
  return { ...state, visitors: without(state.visitors, visitor) };
}

interface KnownCustomers {
  findCustomer(site: string, customerId: string): CustomerState | undefined;
  putCustomer(site: string, customerId: string, state: CustomerState): void;
}

/** A merge, or its end. Of two changes of a customer the later stays, in whatever order they are heard. */
export function moveCustomer(change: StoredPersonChange, known: KnownCustomers): void {
  const { site, customerId, intoCustomerId, changedAt: at, changeId: id } = change;
  const { mergedInto, ...state } = known.findCustomer(site, customerId) ?? unknownCustomer;
  const { changed } = state;
  if (changed && (changed.at > at || (changed.at === at && changed.id >= id))) return;
  const isMerged = intoCustomerId !== '';
  known.putCustomer(site, customerId, {
    ...state,
    changed: { at, id },
    ...(isMerged && { mergedInto: intoCustomerId }),
  });
  if (mergedInto !== undefined) {
    const former = known.findCustomer(site, mergedInto) ?? unknownCustomer;
    known.putCustomer(site, mergedInto, { ...former, merged: without(former.merged, customerId) });
  }
  if (!isMerged) return;
  const into = known.findCustomer(site, intoCustomerId) ?? unknownCustomer;
  known.putCustomer(site, intoCustomerId, { ...into, merged: [...without(into.merged, customerId), customerId] });
}

function without(ids: readonly string[], id: string): string[] {
  return ids.filter((each) => each !== id);
}
