import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClickHouse } from '../client/clickhouse.js';
import type { CatalogueChange, ProductChange } from '../product-store.js';

const own = `name, url, image, price_minor, currency, margin_minor, stock, is_available, topics, brand, parent_id, released_at`;
const shape = `id String, revision UInt64, is_removed Bool, name String, url String, image String, price_minor Nullable(Int64),
  currency String, margin_minor Nullable(Int64), stock Nullable(UInt32), is_available Bool, topics Array(String), brand String,
  parent_id String, released_at Nullable(Int64)`;

/** What stood before is looked up where it is: thousands of ids are no parameters. */
const putSql = `INSERT INTO catalogue (site, id, revision, is_removed, ${own}, restocked_at, changed_at)
SELECT {site:String}, fresh.id, fresh.revision, fresh.is_removed, fresh.name, fresh.url, fresh.image, fresh.price_minor,
  fresh.currency, fresh.margin_minor, fresh.stock, fresh.is_available, fresh.topics, fresh.brand, fresh.parent_id,
  fromUnixTimestamp64Milli(fresh.released_at, 'UTC'),
  if(fresh.is_available AND old.was_out, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), old.restocked_at),
  fromUnixTimestamp64Milli({at:Int64}, 'UTC')
FROM input('${shape}') AS fresh
LEFT JOIN (
  SELECT id, is_removed OR NOT is_available AS was_out, restocked_at FROM catalogue FINAL WHERE site = {site:String}
) AS old ON fresh.id = old.id
FORMAT JSONEachRow`;

const keepSql = `INSERT INTO catalogue (site, id, revision, is_removed, ${own}, restocked_at, changed_at)
SELECT {site:String}, held.id, {revision:UInt64}, false, ${own}, restocked_at, changed_at
FROM input('id String') AS named
INNER JOIN (SELECT * FROM catalogue FINAL WHERE site = {site:String} AND NOT is_removed) AS held ON named.id = held.id
FORMAT JSONEachRow`;

const olderThan = 'site = {site:String} AND NOT is_removed AND revision < {before:UInt64}';
const countSql = `SELECT toFloat64(count()) AS older FROM catalogue FINAL WHERE ${olderThan}`;
const removeSql = `INSERT INTO catalogue (site, id, revision, is_removed, restocked_at, changed_at)
SELECT site, id, {revision:UInt64}, true, restocked_at, changed_at FROM catalogue FINAL WHERE ${olderThan}`;

const timeoutMs = 60_000;

/** See `ProductStore.putProducts`. */
export async function putProducts(
  clickhouse: ClickHouse,
  site: string,
  { changes, at }: { changes: readonly ProductChange[]; at: number },
): Promise<void> {
  const latest = new Map(changes.map((change) => [change.product.id, change]));
  if (latest.size === 0) return;
  const query = { action: 'put products', sql: putSql, timeoutMs };
  await clickhouse.insertLines(query, await encode([...latest.values()]), { site, at });
}

/** See `ProductStore.keepProducts`. */
export async function keepProducts(
  clickhouse: ClickHouse,
  site: string,
  { ids, revision }: { ids: readonly string[]; revision: number },
): Promise<void> {
  if (ids.length === 0) return;
  const query = { action: 'keep products', sql: keepSql, timeoutMs };
  await clickhouse.insertLines(query, toLines([...new Set(ids)].map((id) => ({ id }))), { site, revision });
}

/** See `ProductStore.removeOlderProducts`. */
export async function removeOlderProducts(
  clickhouse: ClickHouse,
  site: string,
  { before, revision }: { before: number; revision: number },
): Promise<number> {
  const count = { action: 'count products', sql: countSql, timeoutMs };
  const [row] = await clickhouse.rows<{ older: number }>(count, { site, before });
  if (!row?.older) return 0;
  await clickhouse.run({ action: 'remove products', sql: removeSql, timeoutMs }, { site, before, revision });
  return row.older;
}

/** See `ProductStore.noteCatalogueChange`. */
export async function noteCatalogueChange(clickhouse: ClickHouse, change: CatalogueChange): Promise<void> {
  const { site, tookMs, accepted, refused, removed, isReplaced } = change;
  const row = {
    site,
    change: randomUUID(),
    took_ms: Math.max(0, Math.round(tookMs)),
    accepted,
    refused,
    removed,
    is_replaced: isReplaced,
  };
  await clickhouse.insertLines(
    { action: 'note a change of the catalogue', sql: 'INSERT INTO catalogue_changes FORMAT JSONEachRow', timeoutMs },
    toLines([row]),
  );
}

function toRow({ product, revision, isRemoved }: ProductChange): object {
  const { id, stock } = product;
  if (isRemoved) return { id, revision, is_removed: true };
  return {
    id,
    revision,
    name: product.name,
    url: product.url,
    image: product.image,
    price_minor: product.priceMinor,
    currency: product.currency,
    margin_minor: product.marginMinor,
    stock: typeof stock === 'number' ? stock : undefined,
    is_available: stock !== 'out' && stock !== 0,
    topics: product.topics,
    brand: product.brand,
    parent_id: product.parentId,
    released_at: product.releasedAt,
  };
}

/** Rows between which others have their turn: thousands at once would hold up what the same process answers. */
const turnRows = 250;

async function encode(changes: readonly ProductChange[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let from = 0; from < changes.length; from += turnRows) {
    pieces.push(toLines(changes.slice(from, from + turnRows).map(toRow)));
    await nextTurn();
  }
  return Buffer.concat(pieces);
}

function toLines(rows: readonly object[]): Buffer {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
