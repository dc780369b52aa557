import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findEmbeddedEngine } from '@sillage/e2e/harness/embedded-engine';
import { createAccount, createNode } from '@sillage/e2e/harness/sillage';
import { waitUntil } from '@sillage/e2e/harness/wait-until';

const command = createRequire(import.meta.url).resolve('@sillage/server/command');
const map = 'session=SessionId,customer=SessionId,item=ItemId,time=Time:s';
const totals =
  'count() AS clicks, uniqExact(session) AS sessions, uniqExact(item) AS items, min(at) AS first, max(at) AS last';
const ofFile =
  'SELECT SessionId AS session, ItemId AS item, toInt64(round(Time * 1000)) AS at FROM default.file_clicks';
const ofStore =
  'SELECT toString(session) AS session, product_id AS item, toUnixTimestamp64Milli(ts) AS at FROM sillage.events WHERE site = {site:String}';

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('node bench/import/run.mjs <clicks file>');
  process.exit(2);
}
await compare(path);

async function compare(file) {
  const account = createAccount();
  const node = await createNode({ account, origins: ['http://127.0.0.1:1'] });
  try {
    const first = await importInto(node, file);
    const second = await importInto(node, file);
    await node.start();
    const { clickhouse } = await waitUntil(() => findEmbeddedEngine(node.child.pid));
    const text = await readFile(file, 'utf8');
    await clickhouse.rows(
      'CREATE TABLE default.file_clicks (SessionId String, ItemId String, Time Float64) ENGINE = Memory',
    );
    await clickhouse.rows(`INSERT INTO default.file_clicks FORMAT TSVWithNames\n${text}`);

    const ask = async (from) => (await clickhouse.rows(`SELECT ${totals} FROM (${from})`, { site: account.site }))[0];
    const [inFile, inStore] = [await ask(ofFile), await ask(ofStore)];
    for (const name of Object.keys(inFile)) report(name, inFile[name], inStore[name]);
    report('accepted at the first run', inFile.clicks, first.accepted);
    report('accepted at the second run', 0, second.accepted);
    const lengths = 'SELECT length, count() AS sessions FROM (SELECT session, count() AS length FROM';
    const ask2 = (from) =>
      clickhouse.rows(`${lengths} (${from}) GROUP BY session) GROUP BY length ORDER BY length`, { site: account.site });
    report('sessions by length', await ask2(ofFile), await ask2(ofStore));
    for (const [kind, session] of await chooseSessions(clickhouse)) {
      const expected = await clickhouse.rows(
        `SELECT item, at FROM (${ofFile}) WHERE session = {session:String} ORDER BY at, item`,
        {
          session,
        },
      );
      report(
        `history: ${kind}`,
        expected.map(({ item, at }) => ({ item, at: Number(at) })),
        await tellHistory(node, account, session),
      );
    }
    console.log(JSON.stringify({ figure: 'rowsPerSecond', first: first.rowsPerSecond, second: second.rowsPerSecond }));
  } finally {
    await node.remove();
  }
}

/** Runs the command as somebody would; its report is read from what it prints. */
async function importInto(node, file) {
  const startedAt = performance.now();
  const env = { ...process.env, SILLAGE_CONFIG: join(node.directory, 'sillage.json') };
  const child = spawn(command, ['import', file, '--map', map, '--keep-for-ever'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  const [, events, accepted] = /(\d+) clicks: (\d+) taken/.exec(said) ?? [];
  if (code !== 0 || accepted === undefined) throw new Error(`the import ended with ${code}: ${said}`);
  const rowsPerSecond = Math.round((Number(events) * 1000) / (performance.now() - startedAt));
  return { accepted: Number(accepted), rowsPerSecond };
}

async function chooseSessions(clickhouse) {
  const one = async (sql) => (await clickhouse.rows(sql))[0].session;
  const counted = `SELECT session, count() AS n, uniqExact(item) AS items FROM (${ofFile}) GROUP BY session`;
  return [
    ['the longest session', await one(`SELECT session FROM (${counted}) ORDER BY n DESC, session LIMIT 1`)],
    [
      'a session of median length',
      await one(
        `SELECT session FROM (${counted}) WHERE n = (SELECT toUInt64(median(n)) FROM (${counted})) ORDER BY session LIMIT 1`,
      ),
    ],
    [
      'a session that sees an item twice',
      await one(`SELECT session FROM (${counted}) WHERE n > items ORDER BY session LIMIT 1`),
    ],
  ];
}

/** In the order of the SQL above: clicks of one instant have no order of their own. */
async function tellHistory(node, account, session) {
  const answer = await fetch(`${node.url}/v1/history`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${account.secretKey}` },
    body: JSON.stringify({ site: account.site, customerId: session }),
  });
  const { sessions } = await answer.json();
  const clicks = sessions.flatMap(({ pages }) =>
    pages.map((page) => ({ item: page.products[0]?.productId, at: page.viewedAt })),
  );
  return clicks.sort((a, b) => a.at - b.at || (a.item < b.item ? -1 : 1));
}

/** Long lists are told by their length. */
function report(figure, file, stored) {
  const isEqual = isDeepStrictEqual(file, stored);
  if (!isEqual) process.exitCode = 1;
  const brief = (value) => (Array.isArray(value) ? `${value.length} entries` : value);
  console.log(JSON.stringify({ figure, file: brief(file), stored: brief(stored), isEqual }));
}
