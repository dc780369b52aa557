import { Alert, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useFailureText } from '../api/failure.js';
import type { ReportState } from '../api/reports.js';
import { useTexts } from '../i18n.js';
import { reportTexts } from '../texts/report.js';
import { isEmpty } from './report-cells.js';

/** What is said while figures are on their way, when they take long, when they could not be read, and when there are none. */
export function ReportStatus({ state, empty }: { state: ReportState; empty: string | undefined }) {
  const { report, error, isFetching, isSlow, isCancelled } = state;
  const hasNothing = report === undefined && !isFetching;
  return (
    <>
      <Stack gap="xs" role="status">
        {isSlow && <Slow onCancel={state.cancel} />}
        {report && isEmpty(report) && <Text>{empty}</Text>}
      </Stack>
      {isFetching && report === undefined && <Loading />}
      {hasNothing && isCancelled && <Cancelled onAgain={state.refetch} />}
      {error && !isFetching && !isCancelled && <Failed error={error} onAgain={state.refetch} />}
    </>
  );
}

function Loading() {
  const t = useTexts(reportTexts);
  return (
    <div aria-busy="true">
      <Skeleton height={120} role="img" aria-label={t('loading')} />
    </div>
  );
}

function Slow({ onCancel }: { onCancel: () => void }) {
  const t = useTexts(reportTexts);
  return (
    <Group>
      <Text size="sm">{t('slow')}</Text>
      <Progress value={100} animated flex={1} aria-label={t('loading')} />
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </Group>
  );
}

function Cancelled({ onAgain }: { onAgain: () => void }) {
  const t = useTexts(reportTexts);
  return (
    <Group>
      <Text size="sm">{t('cancelled')}</Text>
      <Again onAgain={onAgain} />
    </Group>
  );
}

function Failed({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const t = useTexts(reportTexts);
  const say = useFailureText();
  return (
    <Alert color="red" title={t('failed')}>
      <Group justify="space-between">
        {say(error)}
        <Again onAgain={onAgain} />
      </Group>
    </Alert>
  );
}

function Again({ onAgain }: { onAgain: () => void }) {
  const t = useTexts(reportTexts);
  return (
    <Button size="compact-sm" variant="default" onClick={onAgain}>
      {t('again')}
    </Button>
  );
}
