import type { ReportUnit } from '@sillage/protocol';
import { useCallback } from 'react';
import { useFormat } from '../format/use-format.js';
import { type SayNamed, useNamed } from '../format/use-named.js';
import { categoryAxis, grid, legend, type Say, tip, valueAxis } from './axes.js';
import { Chart } from './chart.js';
import type { Palette } from './palette.js';

export interface TimeSeries {
  name: string;
  unit: ReportUnit;
  /** One a day of `days`; null where there is none. */
  values: readonly (number | null)[];
  /** The same of the compared period: dashed. */
  isCompared?: boolean;
  /** Interval about the values, drawn as a band. */
  band?: { low: readonly (number | null)[]; high: readonly (number | null)[] };
}

export interface TimeChartProps {
  label: string;
  /** As `2026-10-01`, or any words in the order of time. */
  days: readonly string[];
  /** Of one unit, or of two: the second has the axis on the right. Memoise it. */
  series: readonly TimeSeries[];
}

/** Series over time, each with its interval if it has one. */
export function TimeChart({ label, days, series }: TimeChartProps) {
  const say = useFormat();
  const named = useNamed();
  const draw = useCallback(
    (palette: Palette) => toOptions(days, series, { say, named, palette }),
    [days, series, say, named],
  );
  return <Chart label={label} draw={draw} />;
}

interface Look {
  say: Say & ReturnType<typeof useFormat>;
  named: SayNamed;
  palette: Palette;
}

function toOptions(days: readonly string[], series: readonly TimeSeries[], { say, named, palette }: Look): object {
  const units = [...new Set(series.map(({ unit }) => unit))];
  const names = days.map((day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? say(day, 'day') : day));
  return {
    color: palette.series,
    grid,
    legend: legend(
      palette,
      series.map(({ name }) => name),
    ),
    tooltip: {
      ...tip(palette),
      trigger: 'axis',
      formatter: (points: unknown) => toTip(points, names, { series, say, named }),
    },
    xAxis: { ...categoryAxis(names, palette), boundaryGap: false },
    yAxis: units.slice(0, 2).map((unit) => valueAxis(unit, say, palette)),
    series: series.flatMap((one, place) =>
      toSeries(one, { place, axis: Math.min(1, units.indexOf(one.unit)), palette }),
    ),
  };
}

function toSeries(series: TimeSeries, { place, axis, palette }: { place: number; axis: number; palette: Palette }) {
  const color = palette.series[place % palette.series.length];
  const line = {
    type: 'line',
    name: series.name,
    yAxisIndex: axis,
    data: series.values,
    showSymbol: series.values.length < 2,
    lineStyle: { width: 2, color, type: series.isCompared ? 'dashed' : 'solid' },
    itemStyle: { color },
  };
  return [line, ...(series.band ? toBand(series, { axis, color }) : [])];
}

/** Two stacked lines: the lower one unseen, and how far it is to the higher one, filled. */
function toBand({ name, band }: TimeSeries, { axis, color }: { axis: number; color: string | undefined }) {
  const { low, high } = band ?? { low: [], high: [] };
  const edge = { type: 'line', yAxisIndex: axis, stack: `${name} band`, symbol: 'none', lineStyle: { opacity: 0 } };
  const width = high.map((value, day) => (value === null || low[day] == null ? null : value - Number(low[day])));
  const unseen = { silent: true, tooltip: { show: false } };
  return [
    { ...edge, ...unseen, data: low },
    { ...edge, ...unseen, data: width, areaStyle: { color, opacity: 0.2 } },
  ];
}

interface Pointed {
  dataIndex: number;
}

function toTip(
  points: unknown,
  names: readonly string[],
  { series, say, named }: Pick<Look, 'say' | 'named'> & { series: readonly TimeSeries[] },
) {
  const day = (points as Pointed[])[0]?.dataIndex ?? 0;
  const lines = series.map(({ name, unit, values, band }) => {
    const interval = band ? ` (${say(band.low[day] ?? null, unit)} – ${say(band.high[day] ?? null, unit)})` : '';
    return named(name, `${say(values[day] ?? null, unit)}${interval}`);
  });
  return [names[day], ...lines].join('\n');
}
