import type { Report } from '@sillage/protocol';
import { useMemo } from 'react';
import { TimeChart, type TimeSeries } from '../../charts/time-chart.js';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { healthTexts } from '../../texts/health.js';
import { toEventsOfDays } from './events-of-days.js';

/** What came and was kept, by day. */
export function Accepted() {
  return (
    <ReportView
      name="events-by-day"
      compare="none"
      chart={(report, title) => <Curve report={report} title={title} />}
    />
  );
}

function Curve({ report, title }: { report: Report; title: string }) {
  const t = useTexts(healthTexts);
  const { days, events, ofBots } = useMemo(() => toEventsOfDays(report), [report]);
  const series = useMemo(
    (): TimeSeries[] => [
      { name: t('events'), unit: 'count', values: events },
      { name: t('ofBots'), unit: 'count', values: ofBots },
    ],
    [events, ofBots, t],
  );
  return <TimeChart label={title} days={days} series={series} />;
}
