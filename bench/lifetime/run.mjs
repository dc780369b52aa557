import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expectedTransactions, fitBgNbd } from '@sillage/lifetime';
import { openEmbedded } from '@sillage/warehouse/open';

const run = promisify(execFile);
const command = createRequire(import.meta.url).resolve('@sillage/server/command');
const dayMs = 86_400_000;

/** Fader, Hardie and Lee (2005), table 2 and the example of their note on the model in a spreadsheet. */
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, logLikelihood: -9582.4, example: 1.226 };
const example = { frequency: 2, recency: 30.43, age: 38.86 };

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('node bench/lifetime/run.mjs <customers file: frequency,recency,T in weeks>');
  process.exit(2);
}

const customers = (await readFile(path, 'utf8'))
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [id, frequency, recency, age] = line.split(',');
    return { id, frequency: Number(frequency), recency: Number(recency), age: Number(age), persons: 1 };
  });
report('table', customers);
report('imported orders', await importOrders(customers));

function report(source, pasts) {
  const startedAt = performance.now();
  const model = fitBgNbd(pasts);
  const ms = Math.round(performance.now() - startedAt);
  const figures = { ...model, example: expectedTransactions(model, example, 39) };
  for (const [name, expected] of Object.entries(published)) {
    const digits = name === 'logLikelihood' ? 1 : 3;
    const value = Number(figures[name].toFixed(digits));
    console.log(
      JSON.stringify({
        figure: name,
        source,
        value,
        published: expected,
        isSame: value === expected,
        exact: figures[name],
      }),
    );
  }
  console.log(JSON.stringify({ figure: 'fit-ms', source, value: ms }));
}

/** The same customers by single orders, those between the first and the last on days of their own, through `sillage import`. */
async function importOrders(all) {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
  const env = {
    ...process.env,
    SILLAGE_CONFIG: join(directory, 'sillage.json'),
    SILLAGE_DATA: join(directory, 'data'),
  };
  const sillage = (...args) => run(process.execPath, [command, ...args], { env });
  try {
    const lastDay = '1997-09-30';
    const end = Date.parse(lastDay);
    const lines = all.flatMap(({ id, frequency, recency, age }) => {
      const [first, span] = [Math.round(age * 7), Math.round(recency * 7)];
      const days = Array.from({ length: frequency + 1 }, (_, index) =>
        Math.floor((index * span) / Math.max(1, frequency)),
      );
      const dates = days.map((day) => new Date(end - (first - day) * dayMs).toISOString().slice(0, 10));
      // one of several on its day, which are one transaction
      return [dates[0], ...dates].map((date, index) => `${id}-${index},c${id},${date}T12:00:00Z,CD,${10 + index}`);
    });
    const file = join(directory, 'orders.csv');
    await writeFile(file, `Order,Customer,Date,Sku,Price\n${lines.join('\n')}\n`);
    await sillage(
      'init',
      '--site',
      'cds',
      '--name',
      'CDs',
      '--origin',
      'http://127.0.0.1:1',
      '--time-zone',
      'UTC',
      '--currency',
      'USD',
    );
    await sillage(
      'import',
      file,
      '--keep-for-ever',
      '--map',
      'order=Order,customer=Customer,time=Date,item=Sku,price=Price',
    );
    const { warehouse } = await openEmbedded({ kind: 'embedded', directory: join(directory, 'data', 'clickhouse') });
    const data = await warehouse.lifetimeData({ site: 'cds', timeZone: 'UTC', currency: 'USD', lastDay });
    await warehouse.close();
    console.log(JSON.stringify({ figure: 'orders', source: 'imported orders', value: data.orders, of: lines.length }));
    return data.pasts;
  } finally {
    await rm(directory, { recursive: true });
  }
}
