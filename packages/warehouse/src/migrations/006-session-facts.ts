import { purposeBits } from '@sillage/protocol';
import { isOfVisit } from './002-sessions.js';
import {
  compactSettings,
  fewRowsSettings,
  insertOnceSettings,
  type Migration,
  retentionSettings,
} from './migration.js';

/**
 * What one event says of its session, of a page, a product, an order, the cart, a search, an offer, a contact, a correction:
 * one row each. Of the cart each change has a row of its own, and so has each moment at which it was told whole, as it is
 * when it is looked at and, empty, after an order. `toFacts` says the same of an event that is still on its way. Only what is held for personalising, and of people.
 */
const factsOfEvent = (more: string) => `arrayConcat(
    [('session', '')],
    if(type IN ('page_view', 'engagement') AND path != '', [('page', path)], []),
    if(type IN ('product_view', 'cart_add', 'cart_remove') AND product_id != '', [('product', product_id)], []),
    if(type = 'purchase', [('order', order_id)], []),
    if(type = 'search', [('search', search_query)], []),
    if(type IN ('cart_add', 'cart_remove') AND product_id != '', [('cart', concat(toString(toUnixTimestamp64Milli(ts)), ' ', product_id))], []),
    if(type IN ('cart_view', 'checkout_start', 'purchase'), [('cart', toString(toUnixTimestamp64Milli(ts)))], []),
    if(offer_id != '', [('offer', offer_id)], []),
    if(type = 'custom' AND name = 'contact', [('contact', channel)], []),
    if(type = 'custom' AND name IN ('interest_hidden', 'interest_shown'), [(if(name = 'interest_hidden', 'hidden', 'shown'),
      concat(JSONExtractString(properties, 'custom', 'kind'), ' ', JSONExtractString(properties, 'custom', 'key')))], [])${more})`;

/** `condition` begins with AND; `more` with a comma: arrays of kind and key that later steps added. */
export const factsOfEvents = (condition: string, more = '') => `SELECT
  site, visitor, session, fact.1 AS kind, fact.2 AS key,
  min(ts) AS first_at,
  max(ts) AS last_at,
  count() AS events,
  countIf((kind IN ('session', 'page') AND type = 'page_view') OR (kind = 'product' AND type = 'product_view')
    OR kind = 'search' OR kind = 'contact' OR (kind = 'offer' AND type = 'offer_exposed')) AS views,
  sumIf(toUInt64(attention_ms), kind IN ('session', 'page')) AS attention_ms,
  sumIf(toUInt64(quantity), kind IN ('product', 'cart') AND type = 'cart_add') AS added,
  sumIf(toUInt64(quantity), kind IN ('product', 'cart') AND type = 'cart_remove') AS removed,
  countIf(kind = 'search' AND result_count = 0) AS failed,
  countIf(kind = 'offer' AND type = 'offer_withheld') AS withheld,
  countIf(kind = 'offer' AND type = 'offer_clicked') AS clicked,
  countIf(kind = 'offer' AND type = 'offer_dismissed') AS dismissed,
  groupUniqArrayArrayIf(topics, kind IN ('page', 'product', 'cart')) AS topics,
  maxIf(brand, kind = 'product') AS brand,
  maxIf(price_minor, kind IN ('product', 'cart')) AS price_minor,
  maxIf(currency, kind IN ('product', 'cart')) AS currency,
  maxIf(properties, kind = 'order' OR (kind = 'cart' AND type IN ('cart_view', 'checkout_start'))) AS details,
  maxIf(channel, kind = 'session') AS channel,
  maxIf(device, kind = 'session') AS device,
  maxIf(country, kind = 'session') AS country,
  groupUniqArrayIf(customer_id, kind = 'session' AND customer_id != '') AS customer_ids,
  maxIf(is_of_visit, kind = 'session') AS is_visit,
  max(is_internal) AS is_internal,
  max(expires) AS expires
FROM (
  SELECT *, ${factsOfEvent(more)} AS facts, ${isOfVisit} AS is_of_visit FROM events
  WHERE NOT is_bot AND bitAnd(purposes, ${purposeBits.personalisation}) != 0 ${condition}
)
ARRAY JOIN facts AS fact
GROUP BY site, visitor, session, kind, key`;

/** Later steps add to them. */
export const kindNumbers = `'session' = 1, 'page' = 2, 'product' = 3, 'order' = 4, 'search' = 5, 'offer' = 6, 'contact' = 7,
    'hidden' = 8, 'shown' = 9, 'cart' = 10`;

/**
 * What personalising reads of a visitor, by session: counts and times, never weights, so that weights, half-life and names of
 * topics can change at any moment. One row a fact once merged; until then several, which are added up. It is read once a visit,
 * so more parts are borne than of `events`: merging them as eagerly made what is acknowledged readable a third later. Most parts
 * are compact, for one of a file a column costs that read as much as ten of these.
 */
export const sessionFacts: Migration = {
  version: 6,
  name: 'session-facts',
  statements: [
    `CREATE TABLE IF NOT EXISTS session_facts (
  site LowCardinality(String) CODEC(ZSTD(1)),
  visitor UUID CODEC(ZSTD(1)),
  session UUID CODEC(ZSTD(1)),
  kind Enum8(${kindNumbers}) CODEC(ZSTD(1)),
  key String CODEC(ZSTD(1)),
  first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
  last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
  events SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  views SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  attention_ms SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  added SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  removed SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  failed SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  withheld SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  clicked SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  dismissed SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  topics SimpleAggregateFunction(groupUniqArrayArray, Array(String)) CODEC(ZSTD(1)),
  brand SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  price_minor SimpleAggregateFunction(max, Nullable(Int64)) CODEC(ZSTD(1)),
  currency SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  details SimpleAggregateFunction(max, String) CODEC(ZSTD(3)),
  channel SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  device SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  country SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  customer_ids SimpleAggregateFunction(groupUniqArrayArray, Array(String)) CODEC(ZSTD(1)),
  is_visit SimpleAggregateFunction(max, Bool) CODEC(ZSTD(1)),
  is_internal SimpleAggregateFunction(max, Bool) CODEC(ZSTD(1)),
  expires SimpleAggregateFunction(max, Date) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
PARTITION BY toYear(first_at)
ORDER BY (site, visitor, session, kind, key)
TTL expires
SETTINGS ${insertOnceSettings}, ${fewRowsSettings}, ${retentionSettings}, ${compactSettings}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS session_facts_from_events TO session_facts AS ${factsOfEvents('')}`,
  ],
};
