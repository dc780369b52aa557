import { purposeBits } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { OpenedComplaint } from '../health-store.js';

/** The id that the shop gives a complaint, text or number. */
export const complaintId = `if(JSONType(properties, 'custom', 'id') = 'String', JSONExtractString(properties, 'custom', 'id'),
    JSONExtractRaw(properties, 'custom', 'id'))`;

/** After personalisation was withdrawn what somebody wrote is told to nobody, as it counts in no facts. */
export const isOfPerson = `bitAnd(purposes, ${purposeBits.personalisation}) != 0`;

const sql = `SELECT {id:String} AS id, toString(visitor) AS visitor, customer_id AS customerId,
  toFloat64(toUnixTimestamp64Milli(ts)) AS openedAt
FROM events
PREWHERE site = {site:String} AND type = 'custom' AND name = 'complaint_opened'
WHERE ${isOfPerson} AND ${complaintId} = {id:String}
ORDER BY ts DESC
LIMIT 1`;

/** See `HealthStore.findComplaint`: of all that was told, few are complaints, and their names are a column of few values. */
export async function findComplaint(
  clickhouse: ClickHouse,
  site: string,
  id: string,
): Promise<OpenedComplaint | undefined> {
  const [row] = await clickhouse.rows<OpenedComplaint>({ action: 'find a complaint', sql }, { site, id });
  return row;
}
