import { Readable } from 'node:stream';
import type { Report, ReportCell, ReportColumn } from '@sillage/protocol';
import { minorDigits } from '@sillage/protocol/amount';
import { stringify } from 'csv-stringify';

/**
 * A report as a table: a title row of column names, times as ISO 8601 in UTC. Money is in major units, with its minor units in a
 * column more (`revenue`, `revenueMinor`) and its `currency` at the end; where another period is compared, `period` comes first.
 * Text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV Injection").
 */
export function toReportCsv(report: Report): Readable {
  const { columns, currency, compared } = report;
  const hasMoney = columns.some(({ unit }) => unit === 'money');
  const before = (period: string) => (compared ? [period] : []);
  const behind = (text: string) => (hasMoney ? [text] : []);
  const titles = columns.flatMap(({ name, unit }) => (unit === 'money' ? [name, `${name}Minor`] : [name]));
  const toCells = (row: readonly ReportCell[]) =>
    row.flatMap((cell, index) => toFields(cell, columns[index], currency));

  function* lines(): Generator<ReportCell[]> {
    yield [...before('period'), ...titles, ...behind('currency')];
    for (const { from, to, rows } of compared ? [report, compared] : [report]) {
      for (const row of rows) yield [...before(`${from}/${to}`), ...toCells(row), ...behind(currency)];
    }
  }

  // of texts alone: a number may begin with its sign
  const table = stringify({ cast: { string: (value) => ({ value, escape_formulas: true }) } });
  return Readable.from(lines()).pipe(table);
}

function toFields(cell: ReportCell, column: ReportColumn | undefined, currency: string): ReportCell[] {
  if (column?.unit === 'money') return [typeof cell === 'number' ? cell / 10 ** minorDigits(currency) : null, cell];
  if (column?.unit === 'time' && typeof cell === 'number') return [new Date(cell).toISOString()];
  return [cell];
}
