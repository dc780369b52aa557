import type { ClickHouse } from '../client/clickhouse.js';
import type { InsightStore } from '../insight-store.js';
import { segmentOverlap } from '../segments/overlap.js';
import { segmentWorth } from '../segments/worth.js';
import { factValues } from './fact-values.js';
import { offerContacts } from './offer-contacts.js';

export function toInsightStore(clickhouse: ClickHouse): InsightStore {
  return {
    segmentWorth: (question) => segmentWorth(clickhouse, question),
    segmentOverlap: (question) => segmentOverlap(clickhouse, question),
    factValues: (query) => factValues(clickhouse, query),
    offerContacts: (query) => offerContacts(clickhouse, query),
  };
}
