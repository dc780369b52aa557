import { Text } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { useNamed } from '../../format/use-named.js';
import { useTexts } from '../../i18n.js';
import { ReportTable } from '../../report/report-table.js';
import { ReportView } from '../../report/report-view.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { Choice } from '../choice.js';
import { type MarkedFigure, marks, recencies, toMarksGrid } from './marks-grid.js';
import { WideGrid } from './wide-grid.js';

const figures = ['persons', 'orders', 'revenue'] as const satisfies readonly MarkedFigure[];

/** How recent, how frequent and how much: by the fifths of the shop's own customers. */
export function RecencyFrequency() {
  const t = useTexts(loyaltyTexts);
  const [figure, setFigure] = useState<MarkedFigure>('persons');
  return (
    <ReportView
      name="rfm"
      compare="none"
      controls={<Choice label={t('figure')} value={figure} values={figures} nameOf={t} onChange={setFigure} />}
      chart={(report, title) => <Grid report={report} title={title} figure={figure} />}
    >
      {(report) => <ReportTable report={report} title={t('byMarks')} pageSize={10} />}
    </ReportView>
  );
}

function Grid({ report, title, figure }: { report: Report; title: string; figure: MarkedFigure }) {
  const t = useTexts(loyaltyTexts);
  const named = useNamed();
  const values = useMemo(() => toMarksGrid(report, figure), [report, figure]);
  const rows = useMemo(() => recencies.map((mark) => t('recency', { mark })), [t]);
  const columns = useMemo(() => marks.map((mark) => t('frequency', { mark })), [t]);
  const unit = figure === 'revenue' ? 'money' : 'count';
  return (
    <>
      <Text size="sm">{t('marks')}</Text>
      <WideGrid label={named(title, t(figure))} rows={rows} columns={columns} values={values} unit={unit} />
    </>
  );
}
