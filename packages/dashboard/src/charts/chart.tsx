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
  /** Funnels and grids are a file of their own. */
  hasMore?: boolean;
}

/** A chart of ECharts: SVG, its words drawn and never parsed as HTML, still, and loaded when it comes into view. */
export function Chart({ label, height = 280, draw, hasMore = false }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useOpenChart(element, hasMore);
  const scheme = useComputedColorScheme('light');
  const [language] = useLanguage();
  useEffect(() => {
    const aria = { enabled: true, label: { enabled: true, description: label } };
    // by name: words are measured on a canvas, which knows no "inherit" and would find them narrower than they are
    const { fontFamily } = getComputedStyle(document.body);
    const shared = { aria, animation: false, useUTC: true, textStyle: { fontFamily } };
    chart?.draw({ ...shared, ...draw(paletteOf(scheme)), lang: language });
  }, [chart, draw, scheme, label, language]);
  return (
    <div style={{ position: 'relative', height }}>
      {chart === undefined && <Skeleton pos="absolute" inset={0} />}
      <div ref={element} role="img" aria-label={label} style={{ height }} />
    </div>
  );
}

function useOpenChart(element: React.RefObject<HTMLDivElement | null>, hasMore: boolean): OpenChart | undefined {
  const [chart, setChart] = useState<OpenChart>();
  useEffect(() => {
    const shown = element.current;
    if (shown === null) return;
    let opened: OpenChart | undefined;
    let isGone = false;
    const open = async () => {
      const { openChart } = await (hasMore ? import('./echarts-more.js') : import('./echarts.js'));
      if (isGone) return;
      opened = openChart(shown);
      setChart(opened);
    };
    const stop = onceSeen(shown, () => void open());
    return () => {
      isGone = true;
      stop();
      opened?.close();
    };
  }, [element, hasMore]);
  return chart;
}

/** A chart far below costs nothing until it is scrolled to. */
function onceSeen(element: HTMLElement, act: () => void): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
