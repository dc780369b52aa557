import { SimpleGrid } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo } from 'react';
import { BarChart } from '../../charts/bar-chart.js';
import { useLanguage } from '../../i18n.js';
import { columnOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { seriesOf } from '../../report/series-of.js';
import { useClassName } from './use-class-name.js';

const reports = ['regularity', 'tenure', 'early-adoption', 'discount-loyalty'] as const;

/** How persons buy, each way in classes. */
export function Classes() {
  const nameOf = useClassName();
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      {reports.map((name) => (
        <ReportView
          key={name}
          name={name}
          chart={(report, title) => <Bars report={report} title={title} />}
          cell={(column, cell) => (column.name === 'class' ? nameOf(cell) : undefined)}
        />
      ))}
    </SimpleGrid>
  );
}

function Bars({ report, title }: { report: Report; title: string }) {
  const [language] = useLanguage();
  const nameOf = useClassName();
  const names = useMemo(() => columnOf(report, 'class').map(nameOf), [report, nameOf]);
  const series = useMemo(() => seriesOf(report, ['persons', 'active'], language), [report, language]);
  return <BarChart label={title} names={names} series={series} unit="count" />;
}
