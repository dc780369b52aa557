import { partitionOf, toEventRow } from '@sillage/warehouse';

/**
 * Stored events into the warehouse as the loader does it: in order of arrival, a block for each month, each with its
 * own token. Returns how many there were.
 * @param {import('@sillage/warehouse').Warehouse} warehouse
 * @param {Iterable<import('@sillage/warehouse').StoredEvent>} events
 * @param {number} blockRows rows of a block
 */
export async function loadEvents(warehouse, events, blockRows) {
  const run = `load-${process.pid}-${performance.now()}`;
  let loaded = 0;
  let rows = new Map();
  const flush = async () => {
    for (const [month, lines] of rows) {
      const token = `${run}-${loaded}-${month}`;
      await warehouse.insert({ table: 'events', token, rows: Buffer.from(`${lines.join('\n')}\n`) });
    }
    rows = new Map();
  };
  for (const event of events) {
    const month = partitionOf(event.occurredAt);
    const lines = rows.get(month);
    if (lines) lines.push(toEventRow(event));
    else rows.set(month, [toEventRow(event)]);
    if (++loaded % blockRows === 0) await flush();
  }
  await flush();
  return loaded;
}
