import { NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useState } from 'react';
import { useReport } from '../../api/reports.js';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { Cards, ReportView } from '../../report/report-view.js';
import { useAsk } from '../../state/ask.js';
import { overviewTexts } from '../../texts/overview.js';
import { ByDay } from './by-day.js';
import { ByDimension } from './by-dimension.js';

/** What happens in the shop, against the period before and the same of last year. */
export function Page() {
  const t = useTexts(overviewTexts);
  const [revenue, setRevenue] = useState('with');
  return (
    <>
      <PageHead
        title={usePageName('overview')}
        lead={t('lead')}
        actions={
          <NativeSelect
            label={t('revenue')}
            value={revenue}
            data={(['with', 'without'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={({ currentTarget: { value } }) => setRevenue(value)}
          />
        }
      />
      <Stack>
        <ReportView name="overview" parameters={{ revenue }} title={t('figures')}>
          {(report) => <Figures report={report} revenue={revenue} />}
        </ReportView>
        <ByDay revenue={revenue} />
        <ByDimension revenue={revenue} />
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <ReportView name="searches-without-result" pageSize={10} />
          <ReportView name="pages-not-found" pageSize={10} />
        </SimpleGrid>
      </Stack>
    </>
  );
}

/** Against the period before the same of last year is told too. */
function Figures({ report, revenue }: { report: Report; revenue: string }) {
  const { compare } = useAsk();
  const lastYear = useReport('overview', {
    parameters: { revenue },
    compare: 'year',
    isEnabled: compare === 'previous',
  }).report?.compared;
  return <Cards report={report} others={compare === 'previous' && lastYear ? [lastYear] : []} />;
}
