import type { SessionFact } from '@sillage/warehouse';

export const emptyFact = {
  events: 0,
  views: 0,
  attentionMs: 0,
  added: 0,
  removed: 0,
  failed: 0,
  withheld: 0,
  clicked: 0,
  dismissed: 0,
  topics: [],
  brand: '',
  priceMinor: undefined,
  currency: '',
  order: undefined,
  channel: '',
  device: '',
  country: '',
  customerIds: [],
  isInternal: false,
} satisfies Omit<SessionFact, 'visitor' | 'sessionId' | 'kind' | 'key' | 'firstAt' | 'lastAt'>;
