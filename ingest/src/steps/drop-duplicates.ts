import type { Draft, Intake, Verdict } from '../intake.js';

/** The same event again: resent after a lost answer, or twice in the batch. */
export function dropKnownEvent({ event }: Draft, { seenIds, services, site }: Intake): Verdict {
  if (seenIds.has(event.id) || services.store.isKnownEvent(site.id, event.id)) return 'duplicate';
  seenIds.add(event.id);
  return undefined;
}

/** The first complete order of an id wins, whatever channel the later ones come by. */
export function dropKnownOrder({ event }: Draft, { seenOrders, services, site }: Intake): Verdict {
  const { orderId } = event;
  if (orderId === undefined) return undefined;
  if (seenOrders.has(orderId) || services.store.findOrder(site.id, orderId) !== undefined) return 'duplicate';
  seenOrders.add(orderId);
  return undefined;
}
