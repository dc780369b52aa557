import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { BarChart } from '../../charts/bar-chart.js';
import { useNamed } from '../../format/use-named.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf, isDimension, numbersOf, sortRows } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { interestsTexts } from '../../texts/interests.js';
import { Choice } from '../choice.js';
import { TopicLink } from './topic-link.js';

/** Bars of the chart; the table has them all. */
const shownBars = 12;

/** Topics by how many they interest, or how much. */
export function AllInterests() {
  const [shown, setShown] = useState('visitors');
  return (
    <ReportView
      name="interests"
      chart={(report, title) => <Bars report={report} title={title} shown={shown} onShow={setShown} />}
      cell={(column, cell) =>
        column.name === 'topic' ? <TopicLink topic={String(cell)}>{String(cell)}</TopicLink> : undefined
      }
    />
  );
}

interface BarsProps {
  report: Report;
  title: string;
  shown: string;
  onShow: (column: string) => void;
}

function Bars({ report, title, shown, onShow }: BarsProps) {
  const t = useTexts(interestsTexts);
  const named = useNamed();
  const [language] = useLanguage();
  const figures = report.columns.filter((column) => !isDimension(column));
  const column = figures.find(({ name }) => name === shown);
  const first = useMemo(() => {
    const rows = sortRows(report, { column: shown, isDescending: true }).slice(0, shownBars);
    return { columns: report.columns, rows };
  }, [report, shown]);
  const names = useMemo(() => columnOf(first, 'topic').map(String), [first]);
  const series = useMemo(
    () => [{ name: column?.title[language] ?? '', values: numbersOf(first, shown) }],
    [first, shown, column, language],
  );
  return (
    <>
      <Choice
        label={t('shown')}
        value={shown}
        values={figures.map(({ name }) => name)}
        nameOf={(name) => figures.find((one) => one.name === name)?.title[language] ?? ''}
        onChange={onShow}
      />
      <BarChart
        label={named(title, series[0]?.name ?? '')}
        names={names}
        series={series}
        unit={column?.unit ?? 'count'}
      />
    </>
  );
}
