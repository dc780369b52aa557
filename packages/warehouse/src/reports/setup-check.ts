import type { NamedReport } from './report.js';
import { inPeriod } from './scope.js';

/** More than a day off is a clock that is wrong. */
const wrongClockMs = 86_400_000;

/** What is counted for each check, and of how many: expressions over the events of the period. */
const ofEvents: Record<string, { count: string; of: string }> = {
  page_views: { count: "countIf(type = 'page_view')", of: 'NULL' },
  page_views_with_topics: {
    count: "countIf(type = 'page_view' AND notEmpty(topics))",
    of: "countIf(type = 'page_view')",
  },
  product_views: { count: "countIf(type = 'product_view')", of: 'NULL' },
  product_views_with_topics: {
    count: "countIf(type = 'product_view' AND notEmpty(topics))",
    of: "countIf(type = 'product_view')",
  },
  product_views_with_price: {
    count: "countIf(type = 'product_view' AND isNotNull(price_minor))",
    of: "countIf(type = 'product_view')",
  },
  searches: { count: "countIf(type = 'search')", of: 'NULL' },
  searches_with_results: {
    count: "countIf(type = 'search' AND isNotNull(result_count))",
    of: "countIf(type = 'search')",
  },
  cart_changes: { count: "countIf(type IN ('cart_add', 'cart_remove'))", of: 'NULL' },
  carts_told_whole: { count: "countIf(type IN ('cart_view', 'checkout_start'))", of: 'NULL' },
  orders: { count: "countIf(type = 'purchase')", of: 'NULL' },
  orders_of_browsers: { count: "countIf(type = 'purchase' AND channel = 'web')", of: "countIf(type = 'purchase')" },
  identified: { count: "countIf(type = 'identify')", of: 'NULL' },
  wrong_clocks: { count: `countIf(abs(clock_offset_ms) > ${wrongClockMs})`, of: 'count()' },
};

const names = Object.keys(ofEvents);
const list = (part: 'count' | 'of') =>
  names.map((name) => `CAST(${ofEvents[name]?.[part]}, 'Nullable(UInt64)')`).join(', ');

/** Refunds of the period, and those whose amount is in another currency than their order's: it is taken off nothing. The detail is the last such order. */
const refundsInOtherCurrency = `SELECT ('refunds_in_other_currency', argMaxIf(r.order_id, r.at, is_other),
    CAST(countIf(r.has_amount AND o.currency != '' AND r.told_currency != '' AND r.told_currency != o.currency AS is_other), 'Nullable(UInt64)'),
    CAST(count(), 'Nullable(UInt64)')) AS told
  FROM (
    SELECT order_id, max(ts) AS at, max(currency) AS told_currency, countIf(isNotNull(total_minor) OR isNotNull(price_minor)) > 0 AS has_amount
    FROM refunds FINAL WHERE site = {site:String} AND ${inPeriod('ts')} GROUP BY order_id, event_id) AS r
  LEFT JOIN (
    SELECT order_id, currency FROM orders FINAL WHERE site = {site:String}
      AND order_id IN (SELECT order_id FROM refunds WHERE site = {site:String} AND ${inPeriod('ts')})) AS o ON o.order_id = r.order_id`;

export const setupCheck: NamedReport = {
  name: 'setup-check',
  title: { fr: 'Contrôle de l’installation', en: 'Check of the setup' },
  definition: {
    fr: 'Ce que la balise et les serveurs de la boutique ont dit, robots et personnes de la boutique compris : combien, et sur combien. `consent_source` et `sdk` viennent des preuves d’accord, une ligne par bannière et par version ; `wrong_clocks` compte les événements d’appareils dont l’horloge se trompe de plus d’un jour ; `refunds_in_other_currency`, les remboursements dont le montant n’est pas dans la monnaie de leur commande et n’est donc pas déduit, avec la dernière de ces commandes. D’où vient un fait (appel, attributs, dataLayer de GA4, JSON-LD) n’est pas gardé : une source par fait est choisie dans la page.',
    en: 'What the tag and the shop’s servers told, bots and the shop’s own people included: how many, and of how many. `consent_source` and `sdk` come from the proofs of consent, a row for each banner and version; `wrong_clocks` counts events of devices whose clock is off by more than a day; `refunds_in_other_currency`, refunds whose amount is not in their order’s currency and is therefore not taken off, with the last of these orders. Where a fact came from (call, attributes, GA4’s dataLayer, JSON-LD) is not kept: one source for each fact is chosen in the page.',
  },
  columns: [
    { name: 'check', unit: 'id', title: { fr: 'Contrôle', en: 'Check' } },
    { name: 'detail', unit: 'text', title: { fr: 'Détail', en: 'Detail' } },
    { name: 'count', unit: 'count', title: { fr: 'Nombre', en: 'Count' } },
    { name: 'of', unit: 'count', title: { fr: 'Sur', en: 'Of' } },
    { name: 'share', unit: 'share', title: { fr: 'Part', en: 'Share' } },
  ],
  covers: 'received',
  filters: [],
  parameters: [],
  empty: { fr: 'Rien n’est arrivé.', en: 'Nothing has arrived.' },
  sql: () => `SELECT told.1 AS check, told.2 AS detail, told.3 AS count, told.4 AS of,
  if(of > 0, count / of, NULL) AS share
FROM (
  SELECT arrayJoin(arrayMap((name, n, m) -> (name, '', n, m), [${names.map((name) => `'${name}'`).join(', ')}],
    [${list('count')}], [${list('of')}])) AS told
  FROM events WHERE site = {site:String} AND ${inPeriod('ts')}
  UNION ALL
  SELECT ('consent_source', trimRight(concat(toString(source_name), ' ', toString(source_version))), CAST(count(), 'Nullable(UInt64)'),
    CAST(NULL, 'Nullable(UInt64)')) AS told
  FROM consents WHERE site = {site:String} AND ${inPeriod('decided_at')} GROUP BY source_name, source_version
  UNION ALL
  SELECT ('sdk', toString(sdk), CAST(count(), 'Nullable(UInt64)'), CAST(NULL, 'Nullable(UInt64)')) AS told
  FROM consents WHERE site = {site:String} AND ${inPeriod('decided_at')} GROUP BY sdk
  UNION ALL
  ${refundsInOtherCurrency}
)`,
};
