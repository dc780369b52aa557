import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Report, ReportCell } from '@sillage/protocol';
import { formatChange } from '../../format/format-cell.js';
import { useFormat } from '../../format/use-format.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { Figure } from '../../report/figure.js';
import { columnOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { loyaltyTexts } from '../../texts/loyalty.js';

const reasons = ['too_few_persons', 'too_few_repeat_buyers', 'not_identified'] as const;

const ofOrders = ['fittedAt', 'lastDay', 'persons', 'repeatBuyers'];
const ofModel = [...ofOrders, 'logLikelihood', 'holdoutExpected', 'holdoutTransactions'];
const parameters = ['r', 'alpha', 'a', 'b', 'p', 'q', 'gamma'];

/** What came may differ from what was expected by this share of it, until the page advises against the model. */
const bearable = 0.2;

/** What the predictions stand on, and how well they did; or why there are none. */
export function LifetimeModel() {
  return (
    <ReportView name="lifetime-model" compare="none">
      {(report) => <Model report={report} />}
    </ReportView>
  );
}

const cellOf = (report: Report, name: string): ReportCell => columnOf(report, name)[0] ?? null;

function Model({ report }: { report: Report }) {
  const reason = reasons.find((one) => one === cellOf(report, 'reason'));
  const shown = reason === undefined ? ofModel : ofOrders;
  return (
    <Stack gap="sm">
      {reason === undefined ? <Check report={report} /> : <NoModel report={report} reason={reason} />}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {shown.flatMap((name) => {
          const column = report.columns.find((one) => one.name === name);
          return column ? [<Figure key={name} column={column} value={cellOf(report, name)} />] : [];
        })}
      </SimpleGrid>
      {reason === undefined && <Parameters report={report} />}
    </Stack>
  );
}

function NoModel({ report, reason }: { report: Report; reason: (typeof reasons)[number] }) {
  const t = useTexts(loyaltyTexts);
  const format = useFormat();
  const [persons, repeatBuyers] = ['persons', 'repeatBuyers'].map((name) => format(cellOf(report, name), 'count'));
  return (
    <Text>
      <b>{t('notEnough')}</b> {t(reason, { persons: persons ?? '', repeatBuyers: repeatBuyers ?? '' })}
    </Text>
  );
}

/** What the model expected of a time that it had not seen, beside what came. */
function Check({ report }: { report: Report }) {
  const t = useTexts(loyaltyTexts);
  const [language] = useLanguage();
  const format = useFormat();
  const weeks = cellOf(report, 'holdoutWeeks');
  const expected = cellOf(report, 'holdoutExpected');
  const came = cellOf(report, 'holdoutTransactions');
  const change = formatChange(came, expected, language);
  if (weeks === null || change === undefined) return <Text>{t('noCheck')}</Text>;
  const isClose = Math.abs(Number(came) - Number(expected)) <= bearable * Number(expected);
  return (
    <Text data-check={isClose ? 'close' : 'far'}>
      {t('check', {
        weeks: format(weeks, 'count'),
        expected: format(expected, 'number'),
        transactions: format(came, 'count'),
        change,
      })}{' '}
      <b>{t(isClose ? 'close' : 'far')}</b>
    </Text>
  );
}

function Parameters({ report }: { report: Report }) {
  const t = useTexts(loyaltyTexts);
  const [language] = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 });
  const words = parameters.flatMap((name) => {
    const [value, column] = [cellOf(report, name), report.columns.find((one) => one.name === name)];
    return value === null || column === undefined ? [] : [`${column.title[language]} ${number.format(Number(value))}`];
  });
  return (
    <Text size="sm">
      {t('parameters')} {words.join(', ')}. {cellOf(report, 'p') === null && t('noSpend')}
    </Text>
  );
}
