import type { SegmentTree } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { PersonsWorth, SegmentWorthAnswer, SegmentWorthQuestion } from '../insight-store.js';
import { toTruth } from './compile-segment.js';
import { askEverybody } from './members.js';
import type { QueryDraft } from './query-draft.js';

const midnight = (day: string) => `toUnixTimestamp64Milli(toDateTime64(${day}, 3, {timeZone:String}))`;
/** Orders by their moment, in milliseconds; days of the site. */
const inPeriod = `at >= ${midnight('{from:String}')} AND at < ${midnight('toString(toDate({to:String}) + 1)')}`;

/** As the ready-made segment `lost` says it; of one order no gap is known. */
const isRepeater: SegmentTree = { type: 'number', fact: 'orders', is: 'at_least', value: 2 };
const isLost: SegmentTree = { type: 'number', fact: 'gapElapsed', is: 'at_least', value: 3 };

const ofMember = (draft: QueryDraft, { tree, currency }: SegmentWorthQuestion): string => {
  const isPaid = `${inPeriod} AND currency = ${draft.bind('String', currency)}`;
  const columns = {
    is_met: toTruth(tree, draft),
    made: draft.column('orders', `countIf(${inPeriod})`),
    paid: draft.column('orders', `countIf(${isPaid})`),
    earned: draft.column('orders', `sumIf(revenue, ${isPaid})`),
    is_repeater: toTruth(isRepeater, draft),
    is_lost: toTruth(isLost, draft),
  };
  return Object.entries(columns)
    .map(([name, column]) => `${column} AS ${name}`)
    .join(', ');
};

const toSql = (
  everybody: string,
) => `SELECT is_met = 1 AS isMet, toFloat64(count()) AS persons, toFloat64(countIf(made > 0)) AS buyers,
  toFloat64(sum(made)) AS orders, toFloat64(sum(paid)) AS paidOrders, toFloat64(sum(earned)) AS revenueMinor,
  toFloat64(countIf(is_repeater)) AS repeaters, toFloat64(countIf(is_lost)) AS lost
FROM (${everybody})
GROUP BY isMet`;

type Row = PersonsWorth & { isMet: number | boolean };

/** See `InsightStore.segmentWorth`. */
export async function segmentWorth(
  clickhouse: ClickHouse,
  question: SegmentWorthQuestion,
): Promise<SegmentWorthAnswer> {
  const { from, to, timeZone, signal } = question;
  const rows = await askEverybody<Row>(clickhouse, question, {
    action: 'tell what a segment is worth',
    columns: (draft) => ofMember(draft, question),
    toSql,
    parameters: { from, to, timeZone },
    signal,
  });
  const find = (isIn: boolean): PersonsWorth => {
    const { isMet: _, ...worth } = rows.find(({ isMet }) => Boolean(isMet) === isIn) ?? { ...nothing, isMet: isIn };
    return worth;
  };
  const segment = find(true);
  return { segment, everybody: add(segment, find(false)) };
}

const nothing: PersonsWorth = {
  persons: 0,
  buyers: 0,
  orders: 0,
  paidOrders: 0,
  revenueMinor: 0,
  repeaters: 0,
  lost: 0,
};

function add(some: PersonsWorth, others: PersonsWorth): PersonsWorth {
  const keys = Object.keys(nothing) as (keyof PersonsWorth)[];
  return Object.fromEntries(keys.map((key) => [key, some[key] + others[key]])) as Record<keyof PersonsWorth, number>;
}
