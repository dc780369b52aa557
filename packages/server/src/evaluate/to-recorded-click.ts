import type { RecordedEvent } from '@sillage/ingest';
import type { Click } from '@sillage/personalise';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import { toEventRowTail } from '@sillage/warehouse';

/** A click as ingestion records it: a view of a product, by a visitor who grants personalisation. */
export function toRecordedClick(
  { product, at }: Click,
  ids: Pick<RecordedEvent, 'site' | 'visitor' | 'sessionId'>,
): RecordedEvent {
  const id = uuidv7(at);
  const inTab = { occurredAt: at, clockOffsetMs: 0, tab: 'replayed' };
  const event: SillageEvent = {
    ...inTab,
    id,
    sequence: 1,
    pageViewId: id,
    type: 'product_view',
    product: { productId: product },
  };
  return {
    ...ids,
    ...inTab,
    id,
    type: event.type,
    orderId: undefined,
    hasOwnSession: false,
    tail: Buffer.from(toEventRowTail(event)),
    receivedAt: at,
    channel: 'web',
    device: 'other',
    country: '',
    isBot: false,
    isInternal: false,
    purposes: ['personalisation'],
    basis: 'consent',
    proofId: ids.visitor,
    customerId: '',
    retentionDays: 0,
  };
}
