import type { ReportUnit } from '@sillage/protocol';
import { useCallback } from 'react';
import { useFormat } from '../format/use-format.js';
import { type SayNamed, useNamed } from '../format/use-named.js';
import { categoryAxis, type Say, tip } from './axes.js';
import { Chart } from './chart.js';
import type { Palette } from './palette.js';

export interface HeatGridProps {
  label: string;
  /** From left to right, such as months since the first order. */
  columns: readonly string[];
  /** From top to bottom, such as cohorts. */
  rows: readonly string[];
  /** By row, then column; null: there is none yet. Memoise it. */
  values: readonly (readonly (number | null)[])[];
  unit: ReportUnit;
}

/** A grid of figures, the darker the more: cohorts, recency by frequency. */
export function HeatGrid({ label, ...shown }: HeatGridProps) {
  const say = useFormat();
  const named = useNamed();
  const { columns, rows, values, unit } = shown;
  const draw = useCallback(
    (palette: Palette) => toOptions({ columns, rows, values, unit }, { say, named, palette }),
    [columns, rows, values, unit, say, named],
  );
  return <Chart hasMore label={label} draw={draw} height={80 + rows.length * 32} />;
}

interface Look {
  say: Say;
  named: SayNamed;
  palette: Palette;
}

function toOptions({ columns, rows, values, unit }: Omit<HeatGridProps, 'label'>, look: Look): object {
  const { say, named, palette } = look;
  const cells = values.flatMap((row, y) => row.flatMap((value, x) => (value === null ? [] : [[x, y, value]])));
  const max = Math.max(Number.MIN_VALUE, ...cells.map(([, , value = 0]) => value));
  const words = ({ value: [x = 0, y = 0, value = 0] }: { value: number[] }) =>
    named(`${rows[y]}, ${columns[x]}`, say(value, unit));
  return {
    grid: { left: 8, right: 8, top: 32, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tip(palette), trigger: 'item', formatter: words },
    xAxis: { ...categoryAxis(columns, palette), position: 'top' },
    yAxis: { ...categoryAxis(rows, palette), inverse: true },
    visualMap: { show: false, min: 0, max, inRange: { color: palette.scale } },
    series: [
      {
        type: 'heatmap',
        data: cells.map((cell) => ({ value: cell, label: { color: inkOn(Number(cell[2]) / max, palette) } })),
        label: {
          show: columns.length <= 16,
          formatter: ({ value }: { value: number[] }) => say(value[2] ?? null, unit),
        },
        itemStyle: { borderColor: palette.background, borderWidth: 2 },
      },
    ],
  };
}

/** Words that can be read on a cell of that share of the most. */
function inkOn(share: number, { scale }: Palette): string {
  return (share < 0.5 ? scale.at(-1) : scale.at(0)) ?? '';
}
