import { SimpleGrid, Stack } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo } from 'react';
import { FunnelChart } from '../../charts/funnel-chart.js';
import { TimeChart } from '../../charts/time-chart.js';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf, numbersOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { seriesOf } from '../../report/series-of.js';
import { funnelTexts } from '../../texts/funnel.js';
import { Paths } from './paths.js';

const steps = ['page', 'product', 'cart', 'checkout', 'order'] as const;

/** How far visits come, which ways they go, and what they leave behind. */
export function Page() {
  const t = useTexts(funnelTexts);
  const nameOf = (cell: unknown) => {
    const step = steps.find((one) => one === cell);
    return step === undefined ? undefined : t(step);
  };
  return (
    <>
      <PageHead title={usePageName('funnel')} lead={t('lead')} />
      <Stack>
        <ReportView
          name="funnel"
          chart={(report, title) => <Steps report={report} title={title} />}
          cell={(column, cell) => (column.name === 'step' ? nameOf(cell) : undefined)}
        />
        <Paths />
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <ReportView name="abandoned-carts" chart={(report, title) => <Carts report={report} title={title} />} />
          <ReportView name="abandoned-products" pageSize={10} />
        </SimpleGrid>
      </Stack>
    </>
  );
}

function Steps({ report, title }: { report: Report; title: string }) {
  const t = useTexts(funnelTexts);
  const shown = useMemo(() => {
    const visits = numbersOf(report, 'visits');
    return columnOf(report, 'step').flatMap((cell, row) => {
      const step = steps.find((one) => one === cell);
      return step === undefined ? [] : [{ name: t(step), value: visits[row] ?? 0 }];
    });
  }, [report, t]);
  return <FunnelChart label={title} steps={shown} />;
}

function Carts({ report, title }: { report: Report; title: string }) {
  const [language] = useLanguage();
  const days = useMemo(() => columnOf(report, 'day').map(String), [report]);
  const series = useMemo(() => seriesOf(report, ['abandoned', 'value'], language), [report, language]);
  return <TimeChart label={title} days={days} series={series} />;
}
