import type { Language, Report, ReportUnit } from '@sillage/protocol';
import { numbersOf } from './report-cells.js';

export interface Series {
  name: string;
  unit: ReportUnit;
  values: (number | null)[];
}

/** Columns of a report by name, as charts take them. */
export function seriesOf(
  report: Pick<Report, 'columns' | 'rows'>,
  names: readonly string[],
  language: Language,
): Series[] {
  return names.flatMap((name) => {
    const column = report.columns.find((one) => one.name === name);
    if (column === undefined) return [];
    return [{ name: column.title[language], unit: column.unit, values: numbersOf(report, name) }];
  });
}
