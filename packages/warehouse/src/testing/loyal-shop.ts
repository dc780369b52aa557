import { randomUUID } from 'node:crypto';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import { toPersonChangeRow } from '../rows/person-rows.js';
import { toPersonRow } from '../rows/record-rows.js';
import type { StoredEvent } from '../stored-event.js';
import type { Warehouse } from '../warehouse.js';
import { store, toBlock, toLines } from './stored.js';

/**
 * Half a year of orders, small enough to add up by hand; each at 12:00 UTC of its day in 2026, in euros:
 *
 * | who | orders |
 * |---|---|
 * | ada | 5 Jan 100 (N1), 4 Feb 100, 6 Mar 100; one in dollars and one as a bot, which do not count |
 * | ben | 10 Jan 50 with a coupon |
 * | cleo | 20 Jan 200, 20 Jun 80 (N1) |
 * | dan | 2 Feb 30 at the till; 3 Apr 40 with a coupon on its line, as `dan2`, who was merged into dan |
 * | eve | 15 May 60, of which 20 came back; named by a link of her visitor alone |
 * | fay | 9 Mar 70, given back whole |
 * | a visitor without account | 1 Jun 10 |
 * | who was erased | 12 Feb 500 |
 *
 * Ten orders of six persons count, 750 €. Gaps: 30 and 30 days (ada), 151 (cleo), 60 (dan); the shop's is 45.
 */
export async function loadLoyalShop(warehouse: Warehouse, site: string): Promise<void> {
  const buyer = (customerId: string, visitor: string = randomUUID()) => ({ customerId, visitor, site });
  const [ada, ben, cleo, dan, dan2, fay] = ['ada', 'ben', 'cleo', 'dan', 'dan2', 'fay'].map((id) => buyer(id)) as [
    Buyer,
    Buyer,
    Buyer,
    Buyer,
    Buyer,
    Buyer,
  ];
  const [eve, guest, erased] = [buyer(''), buyer(''), buyer('', '00000000-0000-0000-0000-000000000000')];
  const eveOrder = order(eve, 5, 15, 60);
  const fayOrder = order(fay, 3, 9, 70);
  const events = [
    order(ada, 1, 5, 100, { productId: 'N1' }),
    order(ada, 2, 4, 100),
    order(ada, 3, 6, 100),
    order(ada, 4, 6, 100, { currency: 'USD' }),
    order({ ...ada, isBot: true }, 4, 7, 100),
    order(ben, 1, 10, 50, { orderCoupon: 'WELCOME' }),
    order(cleo, 1, 20, 200),
    order(cleo, 6, 20, 80, { productId: 'N1' }),
    order({ ...dan, channel: 'till', basis: 'contract', purposes: [] }, 2, 2, 30),
    order(dan2, 4, 3, 40, { lineCoupon: 'SPRING' }),
    eveOrder,
    refund(eve, eveOrder, 20),
    fayOrder,
    refund(fay, fayOrder),
    order(guest, 6, 1, 10),
    order(erased, 2, 12, 500),
  ];
  for (const event of events) await warehouse.insert(toBlock([event]));
  const link = {
    site,
    visitor: eve.visitor,
    customerId: 'eve',
    proof: 'key',
    linkedAt: Date.UTC(2026, 4, 16),
  } as const;
  await warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines([toPersonRow(link)]) });
  const change = {
    changeId: randomUUID(),
    site,
    customerId: 'dan2',
    intoCustomerId: 'dan',
    changedAt: Date.UTC(2026, 4, 1),
    changedBy: 'jo',
    reason: '',
  };
  await warehouse.insert({ table: 'person_changes', token: randomUUID(), rows: toLines([toPersonChangeRow(change)]) });
}

type Buyer = Partial<StoredEvent> & Pick<StoredEvent, 'customerId' | 'visitor' | 'site'>;

interface OrderDetails {
  productId?: string;
  currency?: string;
  orderCoupon?: string;
  lineCoupon?: string;
}

function order(buyer: Buyer, month: number, day: number, euros: number, details: OrderDetails = {}): StoredEvent {
  const { productId = 'OLD', currency = 'EUR', orderCoupon, lineCoupon } = details;
  const occurredAt = Date.UTC(2026, month - 1, day, 12);
  const line = { productId, quantity: 1, priceMinor: euros * 100, currency, ...(lineCoupon && { coupon: lineCoupon }) };
  const told = { orderId: randomUUID(), currency, totalMinor: euros * 100, lines: [line] };
  return store(
    { type: 'purchase', order: { ...told, ...(orderCoupon && { coupon: orderCoupon }) } },
    { ...buyer, occurredAt, sessionId: uuidv7(occurredAt) },
  );
}

function refund(buyer: Buyer, { event, occurredAt }: StoredEvent, euros?: number): StoredEvent {
  const { order: refunded } = event as Extract<SillageEvent, { type: 'purchase' }>;
  const told = { orderId: refunded.orderId, currency: 'EUR', ...(euros && { totalMinor: euros * 100 }) };
  return store({ type: 'refund', refund: told }, { ...buyer, occurredAt: occurredAt + 86_400_000 });
}
