import { uuidv7 } from '@sillage/protocol';
import { signVisitorToken } from '@sillage/protocol/visitor-token';
import { post } from '../trail/visitors.mjs';

/** The cookie of a visitor who said yes to everything. */
export function toCookie(visitor, { site, cookieKeys }) {
  const seconds = Math.floor(Date.now() / 1000) + 86_400;
  const consent = { proofId: uuidv7(), purposes: ['measurement', 'personalisation'], consentExpiresAt: seconds };
  return `__Host-sillage=${signVisitorToken({ site, visitor, ...consent, expiresAt: seconds }, cookieKeys)}`;
}

/** Two events, with which a visit begins. */
export async function openVisit({ url, agent, origin, site, cookie }) {
  const [now, pageViewId] = [Date.now(), uuidv7()];
  const base = { occurredAt: now, clockOffsetMs: 0, tab: 'bench001', pageViewId };
  const product = { productId: 'P1', name: 'Tente', priceMinor: 19_900, currency: 'EUR' };
  const events = [
    { ...base, id: pageViewId, type: 'page_view', path: '/tentes/p1', topics: ['tentes'], sequence: 0 },
    { ...base, id: uuidv7(), type: 'product_view', product, topics: ['tentes'], sequence: 1 },
  ];
  const body = JSON.stringify({ site, sentAt: now, attempt: 1, sdk: 'bench/0', events });
  const reply = await post({ url, agent, path: '/v1/events', headers: { origin, cookie }, body });
  if (reply.status !== 202) throw new Error(`events answered ${reply.status}: ${reply.body}`);
}
