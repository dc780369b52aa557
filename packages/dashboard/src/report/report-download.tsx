import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useFailureText } from '../api/failure.js';
import type { ReportState } from '../api/reports.js';
import { saveFile } from '../api/save-file.js';
import { notify } from '../frame/notify.js';
import { useTexts } from '../i18n.js';
import { reportTexts } from '../texts/report.js';

/** The report as CSV, for the same period and filters. */
export function ReportDownload({ state, title }: { state: ReportState; title: string }) {
  const t = useTexts(reportTexts);
  const say = useFailureText();
  const { mutate, isPending } = useMutation({
    mutationFn: () => state.download(),
    onSuccess: (file) => {
      const { site, name, from, to } = state.report ?? { site: '', name: 'report', from: '', to: '' };
      saveFile(file, `${site}-${name}-${from}-${to}.csv`);
    },
    onError: (error) => void notify({ color: 'red', title: t('notDownloaded'), message: say(error) }),
  });
  return (
    <ActionIcon variant="default" onClick={() => mutate()} loading={isPending} aria-label={t('download', { title })}>
      <IconDownload size={16} aria-hidden />
    </ActionIcon>
  );
}
