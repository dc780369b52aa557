import { isIdentifySigned } from '@sillage/protocol/identify-signature';
import type { Draft, Intake, Verdict } from '../intake.js';

/** A browser names a customer only in a signed `identify`. */
export function checkCustomer({ event }: Draft, { sender }: Intake): Verdict {
  if (sender.kind !== 'browser') return undefined;
  const isNamed = sender.customerId !== '' || (event.type !== 'identify' && event.customerId !== undefined);
  return isNamed ? { reason: 'customer_not_trusted' } : undefined;
}

/** Revenue and its refunds come from the shop's servers alone, where the site says so. */
export function checkOrderSource({ event }: Draft, { sender, site }: Intake): Verdict {
  if (site.ordersFrom === 'any' || sender.kind !== 'browser') return undefined;
  return event.type === 'purchase' || event.type === 'refund' ? { reason: 'order_not_trusted' } : undefined;
}

/** `identify` is the word of the shop: by secret key, or by the signature that its server gave the page. */
export function checkIdentify({ event }: Draft, { sender, site, receivedAt }: Intake): Verdict {
  if (event.type !== 'identify' || sender.kind !== 'browser') return undefined;
  const { customerId, expiresAt, signature } = event;
  if (customerId === undefined || signature === undefined || expiresAt === undefined) {
    return { reason: 'identify_unsigned' };
  }
  const claim = { site: site.id, customerId, expiresAt };
  return isIdentifySigned(claim, signature, site.identifySecrets, receivedAt)
    ? undefined
    : { reason: 'identify_forged' };
}
