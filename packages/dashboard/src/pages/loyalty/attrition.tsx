import type { Language, Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { BarChart } from '../../charts/bar-chart.js';
import { TimeChart } from '../../charts/time-chart.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { seriesOf } from '../../report/series-of.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { type Step, usePeriodName } from './period-name.js';
import { StepChoice } from './step-choice.js';

/** Who is lost, period by period, and what the change is made of. */
export function Attrition() {
  const [by, setBy] = useState<Step>('month');
  const nameOf = usePeriodName(by);
  return (
    <ReportView
      name="attrition"
      parameters={{ by }}
      compare="none"
      controls={<StepChoice value={by} onChange={setBy} />}
      chart={(report, title) => <Curves report={report} title={title} by={by} />}
      cell={({ name }, cell) => (name === 'period' ? nameOf(String(cell)) : undefined)}
    />
  );
}

function Curves({ report, title, by }: { report: Report; title: string; by: Step }) {
  const t = useTexts(loyaltyTexts);
  const [language] = useLanguage();
  const nameOf = usePeriodName(by);
  const periods = useMemo(() => columnOf(report, 'period').map((day) => nameOf(String(day))), [report, nameOf]);
  const standing = useMemo(() => seriesOf(report, ['rate', 'active', 'atRisk'], language), [report, language]);
  const parts = useMemo(() => toParts(report, language), [report, language]);
  return (
    <>
      <TimeChart label={title} days={periods} series={standing} />
      <BarChart
        label={t('composition', { title })}
        names={periods}
        series={parts}
        unit="count"
        isLying={false}
        isStacked
      />
    </>
  );
}

/** Who ordered stands above the line, who is lost below it. */
function toParts(report: Report, language: Language) {
  const lost = seriesOf(report, ['lost'], language).map(({ name, values }) => ({
    name,
    values: values.map((value) => (value === null ? null : 0 - value)),
  }));
  return [...seriesOf(report, ['new', 'returning', 'wonBack'], language), ...lost];
}
