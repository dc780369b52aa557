import { generateStoredEvents } from '../generate/index.mjs';
import { loadEvents } from '../generate/load.mjs';
import { openEmptyWarehouse } from '../generate/open.mjs';

const limit = 48;
const events = Number(process.argv[2] ?? 5_000_000);
const blockRows = 20_000;

const { warehouse, ask, untilMerged, close } = await openEmptyWarehouse();
try {
  const startedAt = performance.now();
  await loadEvents(warehouse, generateStoredEvents({ events }), blockRows);
  const seconds = (performance.now() - startedAt) / 1000;
  await untilMerged();
  const tables = await ask(`SELECT table, toFloat64(sum(bytes_on_disk)) AS bytes, toFloat64(sum(rows)) AS stored,
    toFloat64(count()) AS parts FROM system.parts WHERE active AND database = 'sillage' GROUP BY table ORDER BY bytes DESC`);
  // Compact parts keep their columns in one file: only of wide ones does ClickHouse know the bytes of each.
  const columns = await ask(`SELECT column, toFloat64(sum(column_data_compressed_bytes)) AS data,
    toFloat64(sum(column_bytes_on_disk)) AS bytes, toFloat64(sum(rows)) AS wide_rows
    FROM system.parts_columns WHERE active AND database = 'sillage' AND table = 'events' AND part_type = 'Wide'
    GROUP BY column ORDER BY bytes DESC`);
  const stored = tables.find(({ table }) => table === 'events');
  const value = round(stored.bytes / events);
  print({ figure: 'bytes-per-event', events, value, limit, ratio: round(value / limit), parts: stored.parts });
  print({
    figure: 'bytes-per-event-by-column',
    columns: toEntries(columns, (row) => row.bytes / row.wide_rows, 'column'),
  });
  print({ figure: 'bytes-per-event-all-tables', tables: toEntries(tables, (row) => row.bytes / events, 'table') });
  print({ figure: 'rows-per-second-while-generating', value: Math.round(events / seconds) });
} finally {
  await close();
}

function toEntries(rows, measure, name) {
  return Object.fromEntries(rows.map((row) => [row[name], round(measure(row))]));
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function print(figure) {
  console.log(JSON.stringify(figure));
}
