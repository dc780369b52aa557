import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendPlainComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// what curves and bars need, and no more
register([LineChart, BarChart, GridComponent, LegendPlainComponent, TooltipComponent, AriaComponent, SVGRenderer]);

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
