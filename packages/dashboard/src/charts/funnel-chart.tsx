import type { ReportUnit } from '@sillage/protocol';
import { useCallback } from 'react';
import { useFormat } from '../format/use-format.js';
import { type Say, tip } from './axes.js';
import { Chart } from './chart.js';
import type { Palette } from './palette.js';

export interface FunnelStep {
  name: string;
  value: number;
}

export interface FunnelChartProps {
  label: string;
  /** In their order, the widest first. Memoise it. */
  steps: readonly FunnelStep[];
  /** Default `count`. */
  unit?: ReportUnit;
  height?: number;
}

/** How many are left at each step, and which share of the step before. */
export function FunnelChart({ label, steps, unit = 'count', height }: FunnelChartProps) {
  const say = useFormat();
  const draw = useCallback((palette: Palette) => toOptions(steps, unit, { say, palette }), [steps, unit, say]);
  return <Chart hasMore label={label} draw={draw} height={height ?? 80 + steps.length * 56} />;
}

function toOptions(steps: readonly FunnelStep[], unit: ReportUnit, { say, palette }: { say: Say; palette: Palette }) {
  const words = ({ dataIndex }: { dataIndex: number }) =>
    toWords(steps, dataIndex, (value, of) => say(value, of ?? unit));
  return {
    color: palette.series,
    tooltip: { ...tip(palette), trigger: 'item', formatter: words },
    series: [
      {
        type: 'funnel',
        sort: 'none',
        left: '2%',
        width: '55%',
        top: 8,
        bottom: 8,
        gap: 4,
        min: 0,
        max: Math.max(1, ...steps.map(({ value }) => value)),
        label: { position: 'right', color: palette.text, formatter: words },
        labelLine: { lineStyle: { color: palette.line } },
        data: steps,
      },
    ],
  };
}

function toWords(
  steps: readonly FunnelStep[],
  place: number,
  say: (value: number, unit?: ReportUnit) => string,
): string {
  const step = steps[place];
  if (step === undefined) return '';
  const before = steps[place - 1]?.value;
  return `${step.name}: ${say(step.value)}${before ? ` (${say(step.value / before, 'share')})` : ''}`;
}
