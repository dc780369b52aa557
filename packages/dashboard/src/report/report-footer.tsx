import { ActionIcon, Group, Text } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { IconRefresh } from '@tabler/icons-react';
import type { ReportState } from '../api/reports.js';
import { useFormat } from '../format/use-format.js';
import { useTexts } from '../i18n.js';
import { askTexts } from '../texts/ask.js';
import { reportTexts } from '../texts/report.js';

/** Which share of the visits stands in the figures, whose days they are, and how old. */
export function ReportFooter({ report, title, state }: { report: Report; title: string; state: ReportState }) {
  const t = useTexts(reportTexts);
  const ask = useTexts(askTexts);
  const format = useFormat();
  const { coverage, timeZone, computedAt, tookMs } = report;
  const { measuredViews, exemptViews } = coverage;
  const share = exemptViews === null ? null : measuredViews / Math.max(1, measuredViews + exemptViews);
  const covered = share === null ? t('coverageUnknown') : t('coverage', { share: format(share, 'share') });
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
