import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandError } from '../cli/io.js';
import { timeForms } from './read-time.js';

export const importKinds = ['clicks', 'orders'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Each field an import may read, and the units its column may have; the first is the default. */
const fields = {
  /** The source's session; where there is neither visitor nor customer it stands for the visitor too. */
  session: [],
  visitor: [],
  customer: [],
  /** The row's own key where the source has one; else its content counts. */
  id: [],
  /** `iso`: ISO 8601; `s` and `ms`: since 1970 UTC; `dmy` and `mdy`: day, month and year in this order, in the site's time zone. */
  time: timeForms,
  /** Product id. */
  item: [],
  name: [],
  brand: [],
  /** Breadcrumb, levels joined by ` > ` or `/`. */
  category: [],
  /** `major`: 12.50; `minor`: 1250. */
  price: ['major', 'minor'],
  currency: [],
  quantity: [],
  order: [],
  total: ['major', 'minor'],
  channel: [],
} as const satisfies Record<string, readonly string[]>;
export type ImportField = keyof typeof fields;

export interface MappedColumn {
  column: string;
  unit: string;
}
export type ImportMap = Partial<Record<ImportField, MappedColumn>>;

const needed: Record<ImportKind, readonly ImportField[]> = {
  clicks: ['item', 'time'],
  orders: ['order', 'item', 'time'],
};
/** Whose a row is, by any of them. */
export const owners: readonly ImportField[] = ['session', 'visitor', 'customer'];

/** A map that has what rows of this kind need: {@link readColumns} and {@link checkColumns} at once. */
export function readImportMap(given: string, kind: ImportKind): ImportMap {
  const map = readColumns(given);
  checkColumns(map, kind);
  return map;
}

/** What is named, else orders where the map names an order. Throws `CommandError` for another kind. */
export function toImportKind(named: string | undefined, map: ImportMap): ImportKind {
  const wanted = named ?? (map.order ? 'orders' : 'clicks');
  const known = importKinds.find((each) => each === wanted);
  if (known === undefined) throw new CommandError(`--kind ${wanted}: one of ${importKinds.join(', ')}`);
  return known;
}

/** `session=SessionId,item=ItemId,time=Time:s`, or the path of a JSON file `{"session": "SessionId", "time": "Time:s"}`. */
export function readColumns(given: string): ImportMap {
  const entries = given.endsWith('.json') ? readMapFile(given) : given.split(',').map(splitEntry);
  const map: ImportMap = {};
  for (const [field, column] of entries) {
    if (!isField(field)) {
      throw new CommandError(`--map: no field "${field}": one of ${Object.keys(fields).join(', ')}`);
    }
    map[field] = toColumn(field, column);
  }
  return map;
}

/** Throws `CommandError` where a field is missing without which no row of this kind can be read. */
export function checkColumns(map: ImportMap, kind: ImportKind): void {
  const missing = needed[kind].filter((field) => !map[field]);
  if (missing.length > 0) throw new CommandError(`--map: ${kind} need ${missing.join(' and ')}`);
  if (!owners.some((field) => map[field])) throw new CommandError(`--map: one of ${owners.join(', ')} is needed`);
}

function readMapFile(path: string): [string, string][] {
  try {
    return Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    throw new CommandError(`--map ${path}: not a JSON object of field and column`);
  }
}

function splitEntry(entry: string): [string, string] {
  const at = entry.indexOf('=');
  if (at < 1 || at === entry.length - 1) throw new CommandError(`--map: "${entry}" is not field=Column`);
  return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
}

/** The unit follows the last colon; a colon before anything else belongs to the column's name. */
function toColumn(field: ImportField, text: string): MappedColumn {
  const units: readonly string[] = fields[field];
  const at = text.lastIndexOf(':');
  const unit = text.slice(at + 1);
  if (at > 0 && units.includes(unit)) return { column: text.slice(0, at), unit };
  return { column: text, unit: units[0] ?? '' };
}

function isField(name: string): name is ImportField {
  return Object.hasOwn(fields, name);
}
