import { Text } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { BarChart } from '../../charts/bar-chart.js';
import { useFormat } from '../../format/use-format.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { seriesOf } from '../../report/series-of.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { Choice } from '../choice.js';
import { useClassName } from './use-class-name.js';

const groupings = ['decile', 'tenure'] as const;

/** How the profit lies over customers, and by what it is counted. */
export function Profit() {
  const t = useTexts(loyaltyTexts);
  const nameOf = useClassName();
  const [by, setBy] = useState<(typeof groupings)[number]>('decile');
  return (
    <ReportView
      name="profit-distribution"
      parameters={{ by }}
      controls={<Choice label={t('by')} value={by} values={groupings} nameOf={t} onChange={setBy} />}
      chart={(report, title) => <Bars report={report} title={title} />}
      cell={({ name }, cell) => {
        if (name === 'class') return nameOf(cell);
        return name === 'basis' ? t(cell === 'margin' ? 'margin' : 'turnover') : undefined;
      }}
    />
  );
}

function Bars({ report, title }: { report: Report; title: string }) {
  const t = useTexts(loyaltyTexts);
  const [language] = useLanguage();
  const format = useFormat();
  const nameOf = useClassName();
  const names = useMemo(() => columnOf(report, 'class').map(nameOf), [report, nameOf]);
  const series = useMemo(() => seriesOf(report, ['share', 'cumulativeShare'], language), [report, language]);
  const [basis] = columnOf(report, 'basis');
  const covered = format(columnOf(report, 'covered')[0] ?? 0, 'share');
  return (
    <>
      <Text size="sm">{t(basis === 'margin' ? 'byMargin' : 'byTurnover', { covered })}</Text>
      <BarChart label={title} names={names} series={series} unit="share" />
    </>
  );
}
