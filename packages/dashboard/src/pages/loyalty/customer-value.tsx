import { Group, Paper, Text } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useState } from 'react';
import { useMay } from '../../api/session.js';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { columnOf } from '../../report/report-cells.js';
import { ReportTable } from '../../report/report-table.js';
import { ReportView } from '../../report/report-view.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { Choice } from '../choice.js';

const sorts = ['value', 'probability', 'risk', 'revenue', 'last'] as const;
const limits = ['100', '1000', '10000'] as const;

/** Of each customer, whether they are still there, and what they will bring; of who may see customers by name. */
export function CustomerValue() {
  const t = useTexts(loyaltyTexts);
  if (useMay('visitors:read')) return <Customers />;
  return (
    <Paper withBorder p="md">
      <Text>{t('needsVisitors')}</Text>
    </Paper>
  );
}

function Customers() {
  const t = useTexts(loyaltyTexts);
  const format = useFormat();
  const [sort, setSort] = useState<(typeof sorts)[number]>('value');
  const [limit, setLimit] = useState<(typeof limits)[number]>('100');
  const controls = (
    <Group gap="xs">
      <Choice
        label={t('sort')}
        value={sort}
        values={sorts}
        nameOf={(one) => t(one === 'revenue' ? 'spent' : one)}
        onChange={setSort}
      />
      <Choice
        label={t('limit')}
        value={limit}
        values={limits}
        nameOf={(customers) => t('first', { customers: format(Number(customers), 'count') })}
        onChange={setLimit}
      />
    </Group>
  );
  return (
    <ReportView name="customer-value" parameters={{ sort, limit }} compare="none" controls={controls}>
      {(report) => <Table report={report} />}
    </ReportView>
  );
}

function Table({ report }: { report: Report }) {
  const t = useTexts(loyaltyTexts);
  const hasNo = (name: string) => columnOf(report, name).every((cell) => cell === null);
  return (
    <>
      {hasNo('probability') && <Text fw={600}>{t('noPrediction')}</Text>}
      {!hasNo('probability') && hasNo('expectedValue') && <Text>{t('noSpend')}</Text>}
      <ReportTable report={report} title={t('customers')} />
    </>
  );
}
