import { NativeSelect } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { useReport } from '../../api/reports.js';
import { TimeChart } from '../../charts/time-chart.js';
import { useTexts } from '../../i18n.js';
import { columnOf, numbersOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { interestsTexts } from '../../texts/interests.js';

/** Lines of the chart; the table has all topics. */
const shownLines = 6;

/** The visitors whom the topics of one level interest, week by week. */
export function InterestsByWeek() {
  const t = useTexts(interestsTexts);
  const [above, setAbove] = useState('');
  const { report } = useReport('interests');
  const topics = report ? columnOf(report, 'topic').map(String) : [];
  const parents = topics.filter((topic) => topics.some((other) => other.startsWith(`${topic}/`)));
  const control = (
    <NativeSelect
      aria-label={t('above')}
      value={above}
      data={[
        { value: '', label: t('firstLevel') },
        ...parents.map((topic) => ({ value: topic, label: t('below', { topic }) })),
      ]}
      onChange={({ currentTarget: { value } }) => setAbove(value)}
    />
  );
  return (
    <ReportView
      name="interests-by-week"
      parameters={{ above }}
      compare="none"
      controls={control}
      chart={(one, title) => <Lines report={one} title={title} />}
    />
  );
}

function Lines({ report, title }: { report: Report; title: string }) {
  const { weeks, series } = useMemo(() => toLines(report), [report]);
  return <TimeChart label={title} days={weeks} series={series} />;
}

/** The topics with most visitors over all weeks. */
function toLines(report: Report) {
  const [days, topics] = [columnOf(report, 'week').map(String), columnOf(report, 'topic').map(String)];
  const visitors = numbersOf(report, 'visitors');
  const weeks = [...new Set(days)];
  const byTopic = new Map<string, Map<string, number>>();
  for (const [row, topic] of topics.entries()) {
    const ofTopic = byTopic.get(topic) ?? new Map<string, number>();
    byTopic.set(topic, ofTopic.set(days[row] ?? '', visitors[row] ?? 0));
  }
  const sum = (values: Map<string, number>) => [...values.values()].reduce((all, one) => all + one, 0);
  const first = [...byTopic].toSorted(([, a], [, b]) => sum(b) - sum(a)).slice(0, shownLines);
  const series = first.map(([name, values]) => ({
    name,
    unit: 'count' as const,
    values: weeks.map((week) => values.get(week) ?? 0),
  }));
  return { weeks, series };
}
