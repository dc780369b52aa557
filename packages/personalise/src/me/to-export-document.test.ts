import { buffer } from 'node:stream/consumers';
import { type SubjectRow, type SubjectTable, subjectTables } from '@sillage/warehouse';
import { expect, it } from 'vitest';
import { toExportDocument } from './to-export-document.js';

const head = { format: 'sillage-export', version: 1, site: 's', exportedAt: 1, visitors: ['v'] } as const;

async function* rowsOf(...tables: SubjectTable[]): AsyncGenerator<SubjectRow> {
  for (const [index, table] of tables.entries()) yield { table, row: { index, text: '"\n]' } };
}
const read = async (rows: AsyncIterable<SubjectRow>) =>
  JSON.parse((await buffer(toExportDocument(rows, head))).toString());

it.each<[string, SubjectTable[]]>([
  ['none', []],
  ['of the first table', ['events', 'events']],
  ['of the last table', ['rejected_events']],
  ['with tables left out', ['events', 'orders', 'orders', 'persons']],
  ['of all tables', [...subjectTables]],
  ['more than one chunk', Array.from({ length: 5_000 }, () => 'events' as const)],
])('is one JSON document of the rows: %s', async (_, tables) => {
  const document = await read(rowsOf(...tables));
  expect(document).toMatchObject({ ...head, isComplete: true });
  for (const table of subjectTables) {
    const own = tables.filter((one) => one === table);
    expect(document[table]).toHaveLength(own.length);
    expect(document.counts[table]).toBe(own.length);
  }
});

it('is no JSON where the rows break off', async () => {
  let text = '';
  const broken = async () => {
    for await (const chunk of toExportDocument(failing(), head)) text += chunk;
  };
  await expect(broken()).rejects.toThrow('cut');
  expect(() => JSON.parse(text)).toThrow();
});

async function* failing(): AsyncGenerator<SubjectRow> {
  for (let index = 0; index < 5_000; index += 1) yield { table: 'events', row: { index, text: 'x'.repeat(50) } };
  throw new Error('cut');
}
