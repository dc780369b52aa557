import { ActionIcon, Group, Text } from '@mantine/core';
import type { Report, ReportCover } from '@sillage/protocol';
import { IconRefresh } from '@tabler/icons-react';
import type { ReportState } from '../api/reports.js';
import { useFormat } from '../format/use-format.js';
import { useTexts } from '../i18n.js';
import { askTexts } from '../texts/ask.js';
import { reportTexts } from '../texts/report.js';

/** Of whom the figures are, whose days they are, and how old. */
export function ReportFooter({ report, title, state }: { report: Report; title: string; state: ReportState }) {
  const t = useTexts(reportTexts);
  const ask = useTexts(askTexts);
  const format = useFormat();
  const covered = useCovered(report, state.description?.covers ?? 'measured');
  const { timeZone, computedAt, tookMs } = report;
  const computed = t('computed', { time: format(computedAt, 'time'), took: format(tookMs, 'count') });
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
      <Text size="xs" c="dimmed">
        {covered} {t('zone', { zone: timeZone })}, {computed}.
        {state.ignored.length > 0 && ` ${t('ignored', { filters: state.ignored.map((one) => ask(one)).join(', ') })}`}
      </Text>
      <ActionIcon
        variant="subtle"
        size="sm"
        onClick={state.refetch}
        loading={state.isFetching}
        aria-label={t('refresh', { title })}
      >
        <IconRefresh size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** Where consent to measuring matters it is told which share of all page views is under it. */
const withShare = {
  measured: 'measuredShare',
  ordersAndVisits: 'ordersAndVisitsShare',
  choices: 'choicesShare',
} as const;

function useCovered({ coverage }: Report, covers: ReportCover): string {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const { measuredViews, exemptViews } = coverage;
  if (!(covers in withShare) || exemptViews === null) return t(covers);
  const share = measuredViews / Math.max(1, measuredViews + exemptViews);
  return t(withShare[covers as keyof typeof withShare], { share: format(share, 'share') });
}
