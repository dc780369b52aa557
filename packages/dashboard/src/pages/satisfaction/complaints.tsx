import { Button } from '@mantine/core';
import type { Report, ReportCell, ReportColumn } from '@sillage/protocol';
import { useState } from 'react';
import { ApiError } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { ReportTable } from '../../report/report-table.js';
import { ReportView } from '../../report/report-view.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { Choice } from '../choice.js';
import { useSettle, useSettled, useSurveys } from './api.js';
import { complaintsPath, SatisfactionHead } from './satisfaction-head.js';
import { settleRow } from './settle-row.js';

const states = ['all', 'open', 'settled'] as const;

/** Who waits for an answer, and who had one. */
export function Complaints() {
  const t = useTexts(satisfactionTexts);
  const [state, setState] = useState<(typeof states)[number]>('all');
  const control = <Choice label={t('state')} value={state} values={states} nameOf={t} onChange={setState} />;
  return (
    <>
      <SatisfactionHead tab={complaintsPath} />
      <ReportView name="complaints" title={t('complaints')} parameters={{ state }} compare="none" controls={control}>
        {(report) => <Listed report={report} />}
      </ReportView>
    </>
  );
}

function Listed({ report: computed }: { report: Report }) {
  const t = useTexts(satisfactionTexts);
  const maySettle = useMay('definitions:write');
  const surveys = useSurveys().data;
  const report = useSettled().reduce(settleRow, computed);
  const place = report.columns.findIndex(({ name }) => name === 'complaint');
  const show = ({ name }: ReportColumn, cell: ReportCell, row: ReportCell[]) => {
    if (name === 'survey') return surveys?.find(({ id }) => id === cell)?.name;
    return name === 'settledAt' && cell === null && maySettle ? <Settle complaint={String(row[place])} /> : undefined;
  };
  return <ReportTable report={report} title={t('complaints')} cell={show} />;
}

function Settle({ complaint }: { complaint: string }) {
  const t = useTexts(satisfactionTexts);
  const say = useFailureText();
  const { mutateAsync, isPending } = useSettle();
  const tellFailure = (error: Error) => {
    const isGone = error instanceof ApiError && error.code === 'not_found';
    const message = isGone ? t('settledFor') : say(error);
    return notify({ color: 'red', title: t('notSettled'), message });
  };
  // by the promise, for the button is gone by the time it is told
  const settle = () =>
    mutateAsync(complaint).then(() => notify({ color: 'green', message: t('isSettled') }), tellFailure);
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isPending}
      aria-label={t('settleOne', { complaint })}
      onClick={() => void settle()}
    >
      {t('settle')}
    </Button>
  );
}
