import type { Site } from '@sillage/protocol';

/** A shop that any test may have. */
export const site: Site = {
  id: 'boutique',
  name: 'Boutique',
  origins: ['https://boutique.example'],
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  policyVersion: '1',
  visitorCookie: { mode: 'host', name: 'sillage' },
  queryAllowList: [],
  retentionDays: 760,
  ordersFrom: 'any',
  secretKeyHashes: [],
  identifySecrets: [],
  internalAddresses: [],
};
