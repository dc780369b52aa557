import type { ClickHouse } from '../client/clickhouse.js';
import type { HealthStore } from '../health-store.js';
import { findComplaint } from './find-complaint.js';
import { rejected } from './rejected.js';

/** See `HealthStore`. */
export function toHealthStore(clickhouse: ClickHouse): HealthStore {
  return {
    rejected: (query) => rejected(clickhouse, query),
    findComplaint: (site, id) => findComplaint(clickhouse, site, id),
  };
}
