import { FunnelChart, HeatmapChart } from 'echarts/charts';
import { VisualMapComponent } from 'echarts/components';
import { use as register } from 'echarts/core';

// what funnels and grids need besides
register([FunnelChart, HeatmapChart, VisualMapComponent]);

export { openChart } from './echarts.js';
