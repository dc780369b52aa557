import type { BlockList } from 'node:net';
import type { Site } from '@sillage/protocol';
import { createRateLimits, type RateLimits } from './limits/rate-limits.js';
import { createMetrics, type IngestMetrics } from './metrics.js';
import { defaultRates, type IngestOptions } from './options.js';
import { createInlineReader, type Reader } from './reading/reader.js';
import { createAddressList, isListed } from './request/address.js';
import { createProxyCheck } from './request/client-address.js';
import { createUserAgentReader, type ReadUserAgent } from './request/user-agent.js';
import { createTokenVerifier, type VerifyToken } from './visitor/token-verifier.js';

/** What the steps work with: the options, and what was made of them once. */
export interface Services extends IngestOptions {
  limits: RateLimits;
  metrics: IngestMetrics;
  isTrustedProxy(address: string): boolean;
  verifyToken: VerifyToken;
  readUserAgent: ReadUserAgent;
  reader: Reader;
  /** The address is one of the shop's own people. */
  isInternal(site: Site, address: string): boolean;
}

export function createServices(options: IngestOptions): Services {
  return {
    ...options,
    limits: createRateLimits({ ...defaultRates, ...options.rates }),
    metrics: createMetrics(options.registry),
    isTrustedProxy: createProxyCheck(options.trustedProxies),
    verifyToken: createTokenVerifier(options.tokenKeys),
    readUserAgent: createUserAgentReader(),
    reader: options.reader ?? createInlineReader((site) => options.findSite(site)?.queryAllowList),
    isInternal: createInternalCheck(),
  };
}

function createInternalCheck(): Services['isInternal'] {
  const lists = new WeakMap<readonly string[], BlockList>();
  return ({ internalAddresses }, address) => {
    if (internalAddresses.length === 0) return false;
    const list = lists.get(internalAddresses) ?? createAddressList(internalAddresses);
    lists.set(internalAddresses, list);
    return isListed(list, address);
  };
}
