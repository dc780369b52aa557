import { useCallback } from 'react';
import { useFormat } from '../format/use-format.js';
import { type SayNamed, useNamed } from '../format/use-named.js';
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
}

/** How many are left at each step, and which share of the step before. */
export function FunnelChart({ label, steps }: FunnelChartProps) {
  const say = useFormat();
  const named = useNamed();
  const draw = useCallback((palette: Palette) => toOptions(steps, { say, named, palette }), [steps, say, named]);
  return <Chart hasMore label={label} draw={draw} height={80 + steps.length * 56} />;
}

interface Look {
  say: Say;
  named: SayNamed;
  palette: Palette;
}

function toOptions(steps: readonly FunnelStep[], { say, named, palette }: Look) {
  const words = ({ dataIndex }: { dataIndex: number }) => toWords(steps, dataIndex, { say, named });
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

function toWords(steps: readonly FunnelStep[], place: number, { say, named }: Pick<Look, 'say' | 'named'>): string {
  const step = steps[place];
  if (step === undefined) return '';
  const before = steps[place - 1]?.value;
  const share = before ? ` (${say(step.value / before, 'share')})` : '';
  return named(step.name, `${say(step.value, 'count')}${share}`);
}
