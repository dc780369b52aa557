import type { ListedProduct } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type {
  CatalogueMark,
  CatalogueMarks,
  ProductPageQuery,
  ProductsQuery,
  StoredProduct,
} from '../product-store.js';

const milli = (column: string) => `toFloat64(toUnixTimestamp64Milli(${column}))`;
const columns = `id, toFloat64(revision) AS revision, is_removed, name, url, image, toFloat64(price_minor) AS price_minor,
  currency, toFloat64(margin_minor) AS margin_minor, stock, is_available, topics, brand, parent_id,
  ${milli('released_at')} AS released, ${milli('restocked_at')} AS restocked, ${milli('changed_at')} AS changed`;

const standingSql = `SELECT ${columns} FROM catalogue FINAL
WHERE site = {site:String} AND NOT is_removed
ORDER BY id
LIMIT {limit:UInt32}`;

/** Of each product the row that stands, if that is new: FINAL comes before the condition. */
const sinceSql = `SELECT ${columns} FROM catalogue FINAL
WHERE site = {site:String} AND inserted_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
ORDER BY id
LIMIT {limit:UInt32}`;

const pageSql = (condition: string) => `SELECT ${columns} FROM catalogue FINAL
WHERE site = {site:String} AND ${condition} AND NOT is_removed
ORDER BY id
LIMIT {limit:UInt32}`;

/** Without accents, in small letters. */
const bare = (text: string) => `lowerUTF8(replaceRegexpAll(normalizeUTF8NFD(${text}), '\\\\p{Mn}', ''))`;
const isFound = `position(${bare("concat(name, ' ', id, ' ', brand)")}, ${bare('{search:String}')}) > 0 AND id > {after:String}`;

/** Where the clocks of two machines do not run alike. */
const marginMs = 5_000;
const markSql = `SELECT site, concat(toString(count()), ' ', toString(max(at))) AS mark, ${milli("now64(3, 'UTC')")} AS now,
  groupArrayIf((toString(change), ${milli('at')} - took_ms - ${marginMs}), at >= now64(3) - INTERVAL 10 MINUTE) AS changes
FROM catalogue_changes
GROUP BY site`;

interface Row {
  id: string;
  revision: number;
  is_removed: boolean;
  name: string;
  url: string;
  image: string;
  price_minor: number | null;
  currency: string;
  margin_minor: number | null;
  stock: number | null;
  is_available: boolean;
  topics: string[];
  brand: string;
  parent_id: string;
  released: number | null;
  restocked: number | null;
  changed: number;
}

/** See `ProductStore.readProducts`. */
export async function* readProducts(clickhouse: ClickHouse, query: ProductsQuery): AsyncGenerator<StoredProduct> {
  const { site, since, limit } = query;
  const asked = { action: 'read the catalogue', sql: since === undefined ? standingSql : sinceSql, timeoutMs: 120_000 };
  for await (const row of clickhouse.stream<Row>(asked, { site, limit, since: since ?? 0 })) {
    yield { ...toListed(row), revision: row.revision, isRemoved: row.is_removed };
  }
}

/** See `ProductStore.listProducts`. */
export async function listProducts(clickhouse: ClickHouse, query: ProductPageQuery): Promise<ListedProduct[]> {
  const { site, after = '', id, search, limit } = query;
  const listed = search === undefined ? 'id > {after:String}' : isFound;
  const sql = pageSql(id === undefined ? listed : 'id = {id:String}');
  const values = { site, after, id: id ?? '', search: search ?? '', limit };
  const rows = await clickhouse.rows<Row>({ action: 'list products', sql }, values);
  return rows.map(toListed);
}

/** See `ProductStore.markCatalogues`. */
export async function markCatalogues(clickhouse: ClickHouse): Promise<CatalogueMarks> {
  const query = { action: 'look for changes of the catalogue', sql: markSql, timeoutMs: 5_000 };
  const rows = await clickhouse.rows<MarkRow>(query);
  return { now: rows[0]?.now ?? 0, marks: new Map(rows.map((row) => [row.site, toMark(row)])) };
}

interface MarkRow {
  site: string;
  mark: string;
  now: number;
  changes: [id: string, since: number][];
}

function toMark({ mark, changes }: MarkRow): CatalogueMark {
  return { mark, changes: changes.map(([id, since]) => ({ id, since })) };
}

function toListed(row: Row): ListedProduct {
  const { id, name, url, image, currency, topics, brand, stock } = row;
  return {
    id,
    name,
    ...(url !== '' && { url }),
    ...(image !== '' && { image }),
    ...(row.price_minor !== null && { priceMinor: row.price_minor }),
    ...(currency !== '' && { currency }),
    ...(row.margin_minor !== null && { marginMinor: row.margin_minor }),
    stock: stock ?? (row.is_available ? 'in' : 'out'),
    ...(topics.length > 0 && { topics }),
    ...(brand !== '' && { brand }),
    ...(row.parent_id !== '' && { parentId: row.parent_id }),
    ...(row.released !== null && { releasedAt: row.released }),
    ...(row.restocked !== null && { restockedAt: row.restocked }),
    changedAt: row.changed,
  };
}
