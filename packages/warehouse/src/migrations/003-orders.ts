import { insertOnceSettings, type Migration, retentionSettings } from './migration.js';

/** The fields of an order's or refund's lines, as the event's JSON names them, in the order of `orders.lines`. */
const jsonLines = `Array(Tuple(
  productId String, name String, brand String, variant String, priceMinor Nullable(Int64), currency String,
  quantity UInt32, discountMinor Int64, coupon String, topics Array(String)))`;

/**
 * One row an order with its lines: the first to be received wins over all channels, because the highest \`rank\`
 * stays (read with FINAL). A refund is a row a line; a refund of the whole order is one row without product.
 */
export const orders: Migration = {
  version: 3,
  name: 'orders',
  statements: [
    `CREATE TABLE IF NOT EXISTS orders (
  site LowCardinality(String),
  order_id String,
  event_id UUID,
  visitor UUID,
  session UUID,
  customer_id String,
  ts DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  channel LowCardinality(String),
  is_bot Bool,
  is_internal Bool,
  purposes UInt8,
  basis LowCardinality(String),
  currency LowCardinality(String),
  total_minor Int64,
  tax_minor Int64,
  shipping_minor Int64,
  coupon String,
  lines Array(Tuple(
    product_id String, name String, brand String, variant String, price_minor Nullable(Int64), currency String,
    quantity UInt32, discount_minor Int64, coupon String, topics Array(String))),
  expires Date,
  rank UInt64
) ENGINE = ReplacingMergeTree(rank)
ORDER BY (site, order_id)
TTL expires
SETTINGS ${insertOnceSettings}, ${retentionSettings}, index_granularity = 1024`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS orders_from_events TO orders AS SELECT
  site, order_id, id AS event_id, visitor, session, customer_id, ts, received_at, channel, is_bot, is_internal,
  purposes, basis, currency,
  ifNull(total_minor, 0) AS total_minor,
  JSONExtractInt(properties, 'order', 'taxMinor') AS tax_minor,
  JSONExtractInt(properties, 'order', 'shippingMinor') AS shipping_minor,
  JSONExtractString(properties, 'order', 'coupon') AS coupon,
  arrayMap(
    l -> (l.productId, l.name, l.brand, l.variant, l.priceMinor, l.currency, l.quantity, l.discountMinor, l.coupon, l.topics),
    JSONExtract(properties, 'order', 'lines', '${jsonLines}')) AS lines,
  expires,
  toUInt64(18446744073709551615 - toUInt64(toUnixTimestamp64Milli(received_at))) AS rank
FROM events
WHERE type = 'purchase'`,
    `CREATE TABLE IF NOT EXISTS refunds (
  site LowCardinality(String),
  order_id String,
  event_id UUID,
  line UInt16,
  ts DateTime64(3, 'UTC'),
  channel LowCardinality(String),
  currency LowCardinality(String),
  total_minor Nullable(Int64),
  product_id String,
  quantity UInt32,
  price_minor Nullable(Int64),
  expires Date
) ENGINE = ReplacingMergeTree
ORDER BY (site, order_id, event_id, line)
TTL expires
SETTINGS ${insertOnceSettings}, ${retentionSettings}, index_granularity = 1024`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS refunds_from_events TO refunds AS SELECT
  site, order_id, id AS event_id, toUInt16(line) AS line, ts, channel, currency,
  if(line = 1, total_minor, NULL) AS total_minor,
  refunded.productId AS product_id, refunded.quantity AS quantity, refunded.priceMinor AS price_minor, expires
FROM (
  SELECT *, JSONExtract(properties, 'refund', 'lines', '${jsonLines}') AS given, arrayResize(given, greatest(1, length(given))) AS filled
  FROM events
  WHERE type = 'refund'
)
ARRAY JOIN filled AS refunded, arrayEnumerate(filled) AS line`,
  ],
};
