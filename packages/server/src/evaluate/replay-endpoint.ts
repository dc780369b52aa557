import { createTokenVerifier, customerVisitor, findStanding, isSecretKey } from '@sillage/ingest';
import {
  createPersonalise,
  type DefinitionsCopy,
  type LiveVisitors,
  type Recommender,
  SiteCatalogue,
} from '@sillage/personalise';
import { defaultInterestSettings, type Site } from '@sillage/protocol';
import type { TokenKeys } from '@sillage/protocol/visitor-token';
import type { Hono } from 'hono';
import { pino } from 'pino';

export interface ReplayEndpointOptions {
  sites: readonly Site[];
  recommender: Recommender;
  live: LiveVisitors;
  definitions: DefinitionsCopy;
  tokenKeys: TokenKeys;
  /** Milliseconds since 1970 UTC, of the visitors' time. */
  clock(): number;
}

/** `POST /v1/personalise` as the server mounts it, of a shop without a past and a catalogue. */
export function createReplayEndpoint(options: ReplayEndpointOptions): Hono {
  const { sites, recommender, live, definitions, tokenKeys, clock } = options;
  const catalogue = new SiteCatalogue();
  return createPersonalise({
    findSite: (id) => sites.find((site) => site.id === id),
    hasOrigin: () => false,
    warehouse: {
      history: noPast,
      consentsOf: noPast,
      customerIdsOf: noPast,
      subjectRows: async function* () {
        yield await noPast();
      },
      subjectVisitors: noPast,
    },
    whenLoaded: async () => undefined,
    live,
    interestSettings: () => defaultInterestSettings,
    definitions,
    recommenderOf: () => recommender,
    catalogueOf: () => catalogue,
    customerVisitor,
    tokenKeys,
    verifyToken: createTokenVerifier(tokenKeys),
    isAuthentic: isSecretKey,
    findStanding: (token, site) => {
      const { purposes } = findStanding(token, undefined, site, clock());
      return { purposes, isErased: false };
    },
    findCustomer: (_site, customerId) => ({ customerId, mergedIds: [], isDenied: false }),
    limitClient: () => undefined,
    clock,
    logger: pino({ level: 'silent' }),
  });
}

async function noPast(): Promise<never> {
  throw new Error('a replay asks for no history');
}
