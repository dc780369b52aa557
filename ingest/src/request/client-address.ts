import type { BlockList } from 'node:net';
import { isListed, normalizeAddress } from './address.js';

export interface ClientAddress {
  /** Empty where it is not known. */
  address: string;
  /** The request came through a proxy that is believed. */
  isProxied: boolean;
}

/**
 * The client's address: the peer's, or, while that is a trusted proxy, the next to the left in `X-Forwarded-For`.
 * What stands left of the first address that is not a trusted proxy was written by anyone.
 */
export function findClientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): ClientAddress {
  let address = normalizeAddress(peer ?? '');
  const isProxied = isListed(trusted, address);
  if (!isProxied || forwardedFor === undefined) return { address, isProxied };
  const hops = forwardedFor.split(',');
  while (hops.length > 0 && isListed(trusted, address)) {
    const next = normalizeAddress(hops.pop() ?? '');
    if (next === '') break;
    address = next;
  }
  return { address, isProxied };
}
