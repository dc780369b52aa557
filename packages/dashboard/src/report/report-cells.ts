import type { Report, ReportCell, ReportColumn, ReportUnit } from '@sillage/protocol';
import { daysSince } from '../state/days.js';

const dimensionUnits: readonly ReportUnit[] = ['text', 'id', 'day', 'time'];

/** Says what a row is of, and is no figure. */
export const isDimension = ({ unit }: ReportColumn) => dimensionUnits.includes(unit);

/** One row of figures, without a word of what it is of. */
export const isFigures = (columns: readonly ReportColumn[]) => !columns.some(isDimension);

/** Nothing happened: no row; or, where every day has one or there is but one, figures that are all zero or absent. */
export function isEmpty({ columns, rows }: Report): boolean {
  if (!isFigures(columns) && columns[0]?.unit !== 'day') return rows.length === 0;
  return rows.every((row) => row.every((cell, place) => !cell || columns[place]?.unit === 'day'));
}

/** All cells of a column; nulls where the report has no such column. */
export function columnOf({ columns, rows }: Pick<Report, 'columns' | 'rows'>, name: string): ReportCell[] {
  const index = columns.findIndex((column) => column.name === name);
  return rows.map((row) => row[index] ?? null);
}

/** The same as numbers. */
export function numbersOf(report: Pick<Report, 'columns' | 'rows'>, name: string): (number | null)[] {
  return columnOf(report, name).map((cell) => (cell === null ? null : Number(cell)));
}

/** The row of the compared period that is of the same: by its words, and by which day of its period it is. */
export function findCompared({ columns, from, compared }: Report): (row: ReportCell[]) => ReportCell[] | undefined {
  if (compared === undefined) return () => undefined;
  const keyOf = (row: ReportCell[], first: string) => {
    const told = columns.map((column, place) => {
      if (!isDimension(column)) return undefined;
      return column.unit === 'day' ? daysSince(first, String(row[place])) : row[place];
    });
    return JSON.stringify(told);
  };
  const known = new Map(compared.rows.map((row) => [keyOf(row, compared.from), row]));
  return (row) => known.get(keyOf(row, from));
}

export interface Order {
  /** Name of a column. */
  column: string;
  isDescending: boolean;
}

/** Absent figures stand last, whichever way. */
export function sortRows({ columns, rows }: Pick<Report, 'columns' | 'rows'>, order: Order | undefined) {
  const place = columns.findIndex(({ name }) => name === order?.column);
  if (order === undefined || place === -1) return rows;
  const sign = order.isDescending ? -1 : 1;
  const collator = new Intl.Collator(undefined, { numeric: true });
  return rows.toSorted(({ [place]: one = null }, { [place]: other = null }) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    return sign * collator.compare(String(one), String(other));
  });
}
