import { sessionsOf } from './002-sessions.js';
import { isMeasured, steps, visitSteps } from './018-session-steps.js';
import type { Migration } from './migration.js';

/**
 * What was put into the cart (above 0), taken out (below 0) or ordered (0, without a product). By the id two equal changes in one
 * millisecond stay two, and an event that is written twice is one.
 */
const change = `Tuple(
    id UInt64, ts DateTime64(3, 'UTC'), product_id String, quantity Int64, price_minor Nullable(Int64), currency String)`;

const carts = `groupUniqArrayIf(
    CAST((cityHash64(id), ts, product_id, multiIf(type = 'cart_add', 1, type = 'cart_remove', -1, 0) * toInt64(quantity),
      if(type = 'cart_add', price_minor, NULL), currency), '${change.replaceAll("'", "\\'")}'),
    type IN ('cart_add', 'cart_remove', 'purchase') AND NOT events.is_internal AND ${isMeasured}) AS cart_changes`;

/** The view applies it to each block; a withdrawal again to what is left of a visitor, so it is written once. */
export const currentSessions = sessionsOf(`,\n  ${steps},\n  ${carts}`);

/** Of sessions that are there already: what is added up stays as it was, all else says the same again. */
const cartsOfBefore = `INSERT INTO sessions (site, visitor, session, started_at, ended_at, channel, device, country, is_visit,
  is_internal, purposes, customer_ids, expires, ${Object.values(visitSteps).join(', ')}, cart_changes)
SELECT * EXCEPT (events, page_views, attention_ms) FROM (${currentSessions} GROUP BY site, visitor, session)
WHERE notEmpty(cart_changes)
SETTINGS optimize_aggregation_in_order = 1, max_bytes_before_external_group_by = 300000000`;

/** What a visit did to its cart, so that reports on carts read the visits and not all events for a few of them (decisions/0164). */
export const sessionCarts: Migration = {
  version: 21,
  name: 'session-carts',
  statements: [
    `ALTER TABLE sessions ADD COLUMN IF NOT EXISTS
  cart_changes SimpleAggregateFunction(groupUniqArrayArray, Array(${change})) CODEC(ZSTD(1))`,
    `ALTER TABLE sessions_from_events MODIFY QUERY ${currentSessions} GROUP BY site, visitor, session`,
    // See viewsRenamed.
    'RENAME TABLE IF EXISTS sessions_from_events TO sessions_from_events_renamed',
    'RENAME TABLE IF EXISTS sessions_from_events_renamed TO sessions_from_events',
    cartsOfBefore,
  ],
};
