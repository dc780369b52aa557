/**
 * Appends events of a few visitors, each time with a proof of consent, without pause until it is killed: `node append-until-killed.mjs DIRECTORY`. Prints
 * the ids of each append that was acknowledged, one line each. Nothing is loaded: ClickHouse is away. Needs the build.
 */
import { writeSync } from 'node:fs';
import { WarehouseError } from '@sillage/warehouse';
import { openEventStore } from '../dist/open-event-store.js';
import { consentRecord, pageViewRecord } from '../dist/testing/journal-records.js';
import { createMemoryWarehouse } from '../dist/testing/memory-warehouse.js';
import { quietLogger } from '../dist/testing/quiet-logger.js';

const appenders = 16;
const visitors = Array.from({ length: 20 }, () => crypto.randomUUID());

const warehouse = createMemoryWarehouse();
warehouse.before = () => {
  throw new WarehouseError('unavailable', 'away');
};
const store = await openEventStore({
  directory: process.argv[2],
  warehouse,
  logger: quietLogger,
  segmentBytes: 65_536,
});
writeSync(1, 'ready\n');

async function appendForEver() {
  for (let turn = 0; ; turn += 1) {
    const records = Array.from({ length: 5 }, () => pageViewRecord({ visitor: visitors[turn % visitors.length] }));
    await store.append([...records, consentRecord()]);
    writeSync(1, `${records.map(({ stored }) => stored.id).join(' ')}\n`);
  }
}
await Promise.all(Array.from({ length: appenders }, appendForEver));
