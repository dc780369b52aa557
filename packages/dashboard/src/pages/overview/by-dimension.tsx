import type { Report, ReportCell } from '@sillage/protocol';
import { useCallback, useMemo, useState } from 'react';
import { BarChart } from '../../charts/bar-chart.js';
import { useNamed } from '../../format/use-named.js';
import { useValueName } from '../../format/use-value-name.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf, numbersOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { overviewTexts } from '../../texts/overview.js';
import { Choice } from '../choice.js';

const dimensions = ['channel', 'device', 'country', 'source', 'campaign'] as const;

/** Bars of the chart; the table has them all. */
const shownBars = 10;

/** Where visits come from and by what, one way to look at it at a time. */
export function ByDimension({ revenue }: { revenue: string }) {
  const t = useTexts(overviewTexts);
  const [dimension, setDimension] = useState<(typeof dimensions)[number]>('channel');
  const nameOf = useGroupName(dimension);
  const control = <Choice label={t('by')} value={dimension} values={dimensions} nameOf={t} onChange={setDimension} />;
  return (
    <ReportView
      name="overview-by"
      parameters={{ revenue, dimension }}
      controls={control}
      chart={(report, title) => <Bars report={report} title={title} nameOf={nameOf} />}
      cell={(column, cell) => (column.name === 'value' ? nameOf(cell) : undefined)}
    />
  );
}

type NameOf = (cell: ReportCell) => string;

function useGroupName(dimension: string): NameOf {
  const t = useTexts(overviewTexts);
  const say = useValueName();
  return useCallback((cell) => say(dimension, String(cell ?? '')) || t('none'), [dimension, say, t]);
}

function Bars({ report, title, nameOf }: { report: Report; title: string; nameOf: NameOf }) {
  const named = useNamed();
  const [language] = useLanguage();
  const names = useMemo(() => columnOf(report, 'value').slice(0, shownBars).map(nameOf), [report, nameOf]);
  const series = useMemo(() => {
    const name = report.columns.find((column) => column.name === 'visits')?.title[language] ?? '';
    return [{ name, values: numbersOf(report, 'visits').slice(0, shownBars) }];
  }, [report, language]);
  return <BarChart label={named(title, series[0]?.name ?? '')} names={names} series={series} unit="count" />;
}
