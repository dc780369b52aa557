import { NativeSelect } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { TimeChart, type TimeSeries } from '../../charts/time-chart.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf, isDimension, numbersOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { overviewTexts } from '../../texts/overview.js';

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
  const [language] = useLanguage();
  const figures = report.columns.filter((column) => !isDimension(column));
  const days = useMemo(() => columnOf(report, 'day').map(String), [report]);
  const series = useSeries(report, shown);
  return (
    <>
      <NativeSelect
        aria-label={title}
        w="fit-content"
        value={shown}
        data={figures.map(({ name, title: of }) => ({ value: name, label: of[language] }))}
        onChange={({ currentTarget: { value } }) => onShow(value)}
      />
      <TimeChart label={`${title}: ${series[0]?.name}`} days={days} series={series} />
    </>
  );
}

function useSeries(report: Report, shown: string): TimeSeries[] {
  const t = useTexts(overviewTexts);
  const [language] = useLanguage();
  return useMemo(() => {
    const column = report.columns.find(({ name }) => name === shown);
    if (column === undefined) return [];
    const name = column.title[language];
    const { unit } = column;
    const now = { name, unit, values: numbersOf(report, shown) };
    if (report.compared === undefined) return [now];
    const before = numbersOf({ columns: report.columns, rows: report.compared.rows }, shown);
    return [now, { name: t('before', { name }), unit, values: before, isCompared: true }];
  }, [report, shown, language, t]);
}
