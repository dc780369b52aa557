import { createHmac } from 'node:crypto';

/** A customer of the demonstration. */
export interface Customer {
  id: string;
  name: string;
}

export const customers: readonly Customer[] = [
  { id: 'C-2041', name: 'Camille Laurent' },
  { id: 'C-3317', name: 'Tom Ashdown' },
];

export const findCustomer = (id: string | undefined): Customer | undefined => customers.find((one) => one.id === id);

/** What the page hands to the tracker: the customer's id and the shop's word for it. */
export interface SignedIdentity {
  customerId: string;
  /** Unix seconds. */
  expiresAt: number;
  signature: string;
}

/** Hex HMAC-SHA256 of `${site}\n${customerId}\n${expiresAt}`: all that a shop's server has to do. Holds for an hour. */
export function signIdentity(who: { site: string; customerId: string }, secret: string, nowMs: number): SignedIdentity {
  const { site, customerId } = who;
  const expiresAt = Math.floor(nowMs / 1000) + 3600;
  const signature = createHmac('sha256', secret).update(`${site}\n${customerId}\n${expiresAt}`).digest('hex');
  return { customerId, expiresAt, signature };
}
