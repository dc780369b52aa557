import { Group, Text } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useMemo, useState } from 'react';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { Choice } from '../choice.js';
import { toCohortGrid } from './cohort-grid.js';
import { type Step, usePeriodName } from './period-name.js';
import { StepChoice } from './step-choice.js';
import { WideGrid } from './wide-grid.js';

/** Rows of the grid; the table has all cohorts. */
const shownCohorts = 26;

const deeds = ['order', 'visit'] as const;

/** Of those who first bought, or came, in a week or month, how many did again. */
export function Cohorts() {
  const t = useTexts(loyaltyTexts);
  const [by, setBy] = useState<Step>('month');
  const [of, setOf] = useState<(typeof deeds)[number]>('order');
  const nameOf = usePeriodName(by);
  const controls = (
    <Group gap="xs">
      <Choice label={t('of')} value={of} values={deeds} nameOf={t} onChange={setOf} />
      <StepChoice value={by} onChange={setBy} />
    </Group>
  );
  return (
    <ReportView
      name="retention"
      parameters={{ by, of }}
      compare="none"
      controls={controls}
      chart={(report, title) => <Grid report={report} title={title} by={by} />}
      cell={({ name }, cell) => (name === 'cohort' ? nameOf(String(cell)) : undefined)}
    />
  );
}

function Grid({ report, title, by }: { report: Report; title: string; by: Step }) {
  const t = useTexts(loyaltyTexts);
  const format = useFormat();
  const nameOf = usePeriodName(by);
  const { rows, columns, values, isCut } = useMemo(() => {
    const grid = toCohortGrid(report, shownCohorts);
    return {
      values: grid.values,
      columns: grid.ages.map((age) => `+${age}`),
      isCut: grid.cohorts.length === shownCohorts,
      rows: grid.cohorts.map(({ day, persons }) =>
        t('cohort', { period: nameOf(day), persons: format(persons, 'count') }),
      ),
    };
  }, [report, t, format, nameOf]);
  if (columns.length === 0) return <Text>{t('noAge')}</Text>;
  return (
    <>
      <Text size="sm">
        {t(`${by}Ages`)} {isCut && t('latest', { most: shownCohorts })}
      </Text>
      <WideGrid label={title} rows={rows} columns={columns} values={values} unit="share" />
    </>
  );
}
