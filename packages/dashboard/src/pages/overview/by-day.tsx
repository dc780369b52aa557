import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { TimeChart, type TimeSeries } from '../../charts/time-chart.js';
import { useNamed } from '../../format/use-named.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf, isDimension } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { seriesOf } from '../../report/series-of.js';
import { overviewTexts } from '../../texts/overview.js';
import { Choice } from '../choice.js';

/** One figure by day, and the same of the period that it is compared with. */
export function ByDay({ revenue }: { revenue: string }) {
  const [shown, setShown] = useState('visits');
  return (
    <ReportView
      name="overview-by-day"
      parameters={{ revenue }}
      chart={(report, title) => <Curve report={report} title={title} shown={shown} onShow={setShown} />}
    />
  );
}

interface CurveProps {
  report: Report;
  title: string;
  shown: string;
  onShow: (column: string) => void;
}

function Curve({ report, title, shown, onShow }: CurveProps) {
  const named = useNamed();
  const [language] = useLanguage();
  const figures = report.columns.filter((column) => !isDimension(column));
  const nameOf = (name: string) => figures.find((one) => one.name === name)?.title[language] ?? '';
  const days = useMemo(() => columnOf(report, 'day').map(String), [report]);
  const series = useSeries(report, shown);
  return (
    <>
      <Choice label={title} value={shown} values={figures.map(({ name }) => name)} nameOf={nameOf} onChange={onShow} />
      <TimeChart label={named(title, series[0]?.name ?? '')} days={days} series={series} />
    </>
  );
}

function useSeries(report: Report, shown: string): TimeSeries[] {
  const t = useTexts(overviewTexts);
  const [language] = useLanguage();
  return useMemo(() => {
    const { columns, compared } = report;
    const now = seriesOf(report, [shown], language);
    const before = compared ? seriesOf({ columns, rows: compared.rows }, [shown], language) : [];
    return [...now, ...before.map((one) => ({ ...one, name: t('before', { name: one.name }), isCompared: true }))];
  }, [report, shown, language, t]);
}
