import { BarChart, FunnelChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// what the charts of this folder need, and no more
register([
  LineChart,
  BarChart,
  FunnelChart,
  HeatmapChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  AriaComponent,
  SVGRenderer,
]);

/** Draws options in an element; read only when the first chart is shown. */
export function openChart(element: HTMLElement) {
  const chart = init(element, undefined, { renderer: 'svg' });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return {
    draw: (options: object) => chart.setOption({ ...options }, { notMerge: true }),
    close: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}

export type OpenChart = ReturnType<typeof openChart>;
