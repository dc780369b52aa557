import type { ReportUnit } from '@sillage/protocol';
import type { Palette } from './palette.js';

/** How a value is said in axes and tips. */
export type Say = (value: number | null, unit: ReportUnit) => string;

export const grid = {
  left: 8,
  right: 16,
  top: 40,
  bottom: 8,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
};

export function categoryAxis(names: readonly string[], { text, line }: Palette) {
  return {
    type: 'category',
    data: names,
    axisLabel: { color: text, hideOverlap: true, width: 180, overflow: 'truncate' },
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
  };
}

export function valueAxis(unit: ReportUnit, say: Say, { text, line }: Palette) {
  return {
    type: 'value',
    axisLabel: { color: text, formatter: (value: number) => say(value, unit) },
    splitLine: { lineStyle: { color: line, opacity: 0.5 } },
  };
}

/** Drawn in the chart, not as HTML: words of visitors stay words, and a strict policy on styles holds. */
export function tip({ background, text, line }: Palette) {
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: background,
    borderColor: line,
    textStyle: { color: text },
  };
}

export const legend = ({ text }: Palette, names: readonly string[]) => ({
  show: names.length > 1,
  top: 0,
  left: 0,
  data: names,
  textStyle: { color: text },
});
