import { purposeBits } from '@sillage/protocol';
import { sessionsOf } from './002-sessions.js';
import type { Migration } from './migration.js';

/** The steps of a visit that ends with an order, in order: the type of event that is one, and the column of its first time. */
export const visitSteps = {
  page_view: 'first_page_at',
  product_view: 'first_product_at',
  cart_add: 'first_cart_at',
  checkout_start: 'first_checkout_at',
  purchase: 'first_order_at',
} as const;

/** Of an order that the shop's server told nothing says what it may be used for. */
export const isMeasured = `(bitAnd(events.purposes, ${purposeBits.measurement}) != 0 OR basis = 'import' OR basis = 'contract' AND type = 'purchase')`;

export const steps = Object.entries(visitSteps)
  .map(
    ([type, column]) => `minOrNullIf(ts, type = '${type}' AND NOT events.is_internal AND ${isMeasured}) AS ${column}`,
  )
  .join(',\n  ');

const sessionsWithSteps = sessionsOf(`,\n  ${steps}`);

/** Of sessions that are there already: what is added up stays as it was, all else says the same again. */
const stepsOfBefore = `INSERT INTO sessions (site, visitor, session, started_at, ended_at, channel, device, country, is_visit,
  is_internal, purposes, customer_ids, expires, ${Object.values(visitSteps).join(', ')})
SELECT * EXCEPT (events, page_views, attention_ms) FROM (${sessionsWithSteps} GROUP BY site, visitor, session)
SETTINGS optimize_aggregation_in_order = 1, max_bytes_before_external_group_by = 300000000`;

/**
 * When a visit first took each step, so that a funnel reads the visits and not their events: among ten million events it read
 * them all twice.
 */
export const sessionSteps: Migration = {
  version: 18,
  name: 'session-steps',
  statements: [
    ...Object.values(visitSteps).map(
      (column) => `ALTER TABLE sessions ADD COLUMN IF NOT EXISTS
  ${column} SimpleAggregateFunction(min, Nullable(DateTime64(3, 'UTC'))) CODEC(ZSTD(1))`,
    ),
    `ALTER TABLE sessions_from_events MODIFY QUERY ${sessionsWithSteps} GROUP BY site, visitor, session`,
    stepsOfBefore,
  ],
};
