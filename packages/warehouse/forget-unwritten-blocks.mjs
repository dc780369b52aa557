import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line of a deduplication log: 1 for a block that was added, 2 for one that was dropped; its part; the block's id. */
const recordPattern = /^([12])\t([^\t]+)\t[^\t]+$/;
/** `202611_4_9_2`: a partition, and the first and last number of the blocks that were merged into the part. */
const partPattern = /^([^_]+)_(\d+)_(\d+)_\d+(?:_\d+)?$/;

/**
 * Takes out of ClickHouse's deduplication logs what stands there of blocks that are not stored. ClickHouse notes a block before it
 * gives the part its name: killed in between, it would ignore the block when it is sent again (decisions/0159). To be called with
 * ClickHouse's data directory before it starts, since it gives the number of such a part to the next one.
 */
export function forgetUnwrittenBlocks(dataDirectory) {
  for (const table of tablesIn(join(dataDirectory, 'store'))) {
    const parts = readParts(table);
    const logs = join(table, 'deduplication_logs');
    for (const name of readdirSync(logs)) mendLog(join(logs, name), parts, join(dataDirectory, 'mended-log'));
  }
}

function tablesIn(store) {
  if (!existsSync(store)) return [];
  const tables = readdirSync(store).flatMap((prefix) =>
    readdirSync(join(store, prefix)).map((id) => join(store, prefix, id)),
  );
  return tables.filter((table) => existsSync(join(table, 'deduplication_logs')));
}

/** Partition → the ranges of blocks that its parts hold. */
function readParts(table) {
  const parts = new Map();
  for (const name of readdirSync(table)) {
    const part = toPart(name);
    if (part) parts.set(part.partition, (parts.get(part.partition) ?? []).concat(part));
  }
  return parts;
}

function toPart(name) {
  const [, partition, first, last] = partPattern.exec(name) ?? [];
  return partition && { partition, first: Number(first), last: Number(last) };
}

/** By way of another file outside the logs, of whose directory ClickHouse reads all. */
function mendLog(file, parts, draft) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const mended = lines
    .filter((line) => isTrue(line, parts))
    .map((line) => `${line}\n`)
    .join('');
  if (mended === text) return;
  writeFileSync(draft, mended, { mode: 0o640, flush: true });
  renameSync(draft, file);
}

/** What is no whole record is none either: ClickHouse would read nothing after it. */
function isTrue(line, parts) {
  const [, operation, name] = recordPattern.exec(line) ?? [];
  if (operation !== '1') return operation === '2';
  const part = toPart(name);
  if (!part) return true;
  const standing = parts.get(part.partition) ?? [];
  return standing.some(({ first, last }) => first <= part.first && part.last <= last);
}
