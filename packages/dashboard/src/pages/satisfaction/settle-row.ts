import type { Report, ReportCell, SettleReply } from '@sillage/protocol';

/** The report of complaints with one settled that it has as open yet, and how long that one was open. */
export function settleRow(report: Report, { id, settledAt }: SettleReply): Report {
  const placeOf = (name: string) => report.columns.findIndex((column) => column.name === name);
  const [complaint, opened, settled, open] = ['complaint', 'openedAt', 'settledAt', 'openMs'].map(placeOf);
  const settle = (row: ReportCell[]) =>
    row.map((cell, place) => {
      if (place === settled) return settledAt;
      return place === open ? settledAt - Number(row[opened ?? -1]) : cell;
    });
  const isMeant = (row: ReportCell[]) => row[complaint ?? -1] === id && row[settled ?? -1] === null;
  return { ...report, rows: report.rows.map((row) => (isMeant(row) ? settle(row) : row)) };
}
