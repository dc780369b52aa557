import { nilUuid } from '@sillage/protocol';
import type { FactColumns } from '@sillage/warehouse';
import type { AcceptedEvent } from '../live/live-visit.js';

/** An event whose row has these columns, received when it occurred. */
export function toAcceptedEvent(columns: FactColumns, over: Partial<AcceptedEvent> = {}): AcceptedEvent {
  const { visitor, session, type, ts, channel, country = '', customer_id: customerId = '' } = columns;
  const { product_id, topics = [] } = columns;
  const isSight = type === 'product_view' || type === 'cart_add';
  const tail = new TextEncoder().encode(`,${JSON.stringify(columns).slice(1)}`);
  return {
    site: 'shop',
    visitor,
    sessionId: session,
    id: `${visitor} ${ts}`,
    type,
    product: isSight && product_id !== undefined ? { productId: product_id, topics } : undefined,
    tail,
    occurredAt: ts,
    receivedAt: ts,
    tab: 'tab1',
    clockOffsetMs: 0,
    hasOwnSession: false,
    channel,
    device: 'mobile',
    country,
    isBot: false,
    isInternal: false,
    purposes: ['measurement', 'personalisation'],
    basis: 'consent',
    proofId: nilUuid,
    customerId,
    retentionDays: 0,
    ...over,
  };
}
