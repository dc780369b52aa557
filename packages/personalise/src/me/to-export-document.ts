import { type SubjectRow, type SubjectTable, subjectTables } from '@sillage/warehouse';

/** What an export says of itself ahead of the rows. */
export interface ExportHead {
  format: 'sillage-export';
  /** Of the format. */
  version: 1;
  site: string;
  /** Milliseconds since 1970 UTC: all that was accepted up to then is in it. */
  exportedAt: number;
  /** Whose rows they are. */
  visitors: readonly string[];
  customerId?: string;
  /** The others of that person, where customers were merged. */
  mergedIds?: readonly string[];
  /** What follows from the rows, as `GET /v1/me` tells it. */
  derived?: object;
}

/** Bytes that are gathered before they are sent. */
const chunkBytes = 65_536;

/**
 * One JSON document as its rows come: the head, a list for each table, at the end `counts` and `"isComplete": true`. What is cut short is no
 * JSON, for its end is missing.
 */
export async function* toExportDocument(rows: AsyncIterable<SubjectRow>, head: ExportHead): AsyncGenerator<Buffer> {
  const counts = Object.fromEntries(subjectTables.map((table) => [table, 0])) as Record<SubjectTable, number>;
  let text = JSON.stringify(head).slice(0, -1);
  let next = 0;
  const openUpTo = (last: number) => {
    for (; next <= last; next += 1) text += `${next === 0 ? '' : '\n]'},\n"${subjectTables[next]}":[`;
  };
  for await (const { table, row } of rows) {
    openUpTo(subjectTables.indexOf(table));
    text += `${counts[table] === 0 ? '' : ','}\n${JSON.stringify(row)}`;
    counts[table] += 1;
    if (text.length < chunkBytes) continue;
    yield Buffer.from(text);
    text = '';
  }
  openUpTo(subjectTables.length - 1);
  yield Buffer.from(`${text}\n],\n"counts":${JSON.stringify(counts)},\n"isComplete":true}\n`);
}
