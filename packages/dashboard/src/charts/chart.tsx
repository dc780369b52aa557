import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../i18n.js';
import type { OpenChart } from './echarts.js';
import { type Palette, paletteOf } from './palette.js';

export interface ChartProps {
  /** What a screen reader says of it; the figures themselves stand in the table beside. */
  label: string;
  /** Pixels; default 280. */
  height?: number;
  /** Options of ECharts, in the colours of the page. Memoise it: a new function draws again. */
  draw: (palette: Palette) => object;
}

/** A chart of ECharts: SVG, its words drawn and never parsed as HTML, still, and loaded when first shown. */
export function Chart({ label, height = 280, draw }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useOpenChart(element);
  const scheme = useComputedColorScheme('light');
  const [language] = useLanguage();
  useEffect(() => {
    const aria = { enabled: true, label: { enabled: true, description: label } };
    const shared = { aria, animation: false, useUTC: true, textStyle: { fontFamily: 'inherit' } };
    chart?.draw({ ...shared, ...draw(paletteOf(scheme)), lang: language });
  }, [chart, draw, scheme, label, language]);
  return (
    <div style={{ position: 'relative', height }}>
      {chart === undefined && <Skeleton pos="absolute" inset={0} />}
      <div ref={element} role="img" aria-label={label} style={{ height }} />
    </div>
  );
}

function useOpenChart(element: React.RefObject<HTMLDivElement | null>): OpenChart | undefined {
  const [chart, setChart] = useState<OpenChart>();
  useEffect(() => {
    let opened: OpenChart | undefined;
    let isGone = false;
    void import('./echarts.js').then(({ openChart }) => {
      if (isGone || element.current === null) return;
      opened = openChart(element.current);
      setChart(opened);
    });
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [element]);
  return chart;
}
