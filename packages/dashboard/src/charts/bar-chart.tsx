import type { ReportUnit } from '@sillage/protocol';
import { useCallback } from 'react';
import { useFormat } from '../format/use-format.js';
import { categoryAxis, grid, legend, type Say, tip, valueAxis } from './axes.js';
import { Chart } from './chart.js';
import type { Palette } from './palette.js';

export interface BarSeries {
  name: string;
  /** One a name. */
  values: readonly (number | null)[];
}

export interface BarChartProps {
  label: string;
  names: readonly string[];
  /** Memoise it. */
  series: readonly BarSeries[];
  unit: ReportUnit;
  /** Names are long: bars lie. Default true. */
  isLying?: boolean;
  isStacked?: boolean;
}

/** Bars by name, the first on top. */
export function BarChart({ label, ...shown }: BarChartProps) {
  const say = useFormat();
  const { names, series, unit, isLying = true, isStacked = false } = shown;
  const draw = useCallback(
    (palette: Palette) => toOptions({ names, series, unit, isLying, isStacked }, say, palette),
    [names, series, unit, isLying, isStacked, say],
  );
  return <Chart label={label} draw={draw} height={isLying ? 80 + names.length * 28 : 280} />;
}

type Shown = Required<Omit<BarChartProps, 'label'>>;

function toOptions({ names, series, unit, isLying, isStacked }: Shown, say: Say, palette: Palette): object {
  const category = { ...categoryAxis(names, palette), inverse: isLying };
  const value = valueAxis(unit, say, palette);
  return {
    color: palette.series,
    grid,
    legend: legend(
      palette,
      series.map(({ name }) => name),
    ),
    tooltip: { ...tip(palette), trigger: 'axis', valueFormatter: (cell: number | null) => say(cell, unit) },
    xAxis: isLying ? value : category,
    yAxis: isLying ? category : value,
    series: series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: values,
      barMaxWidth: 24,
      ...(isStacked && { stack: 'all' }),
    })),
  };
}
