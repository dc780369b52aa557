import { LRUCache } from 'lru-cache';
import { createAddressList, isListed, normalizeAddress } from './address.js';

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
  isTrusted: (address: string) => boolean,
): ClientAddress {
  let address = normalizeAddress(peer ?? '');
  const isProxied = isTrusted(address);
  if (!isProxied || forwardedFor === undefined) return { address, isProxied };
  const hops = forwardedFor.split(',');
  while (hops.length > 0 && isTrusted(address)) {
    const next = normalizeAddress(hops.pop() ?? '');
    if (next === '') break;
    address = next;
  }
  return { address, isProxied };
}

/** Whether an address is one of the proxies; remembers, for the few peers there are come again and again. */
export function createProxyCheck(proxies: readonly string[], remembered = 1_000): (address: string) => boolean {
  const list = createAddressList(proxies);
  const known = new LRUCache<string, boolean>({ max: remembered });
  return (address) => {
    const found = known.get(address);
    if (found !== undefined) return found;
    const isTrusted = isListed(list, address);
    known.set(address, isTrusted);
    return isTrusted;
  };
}
