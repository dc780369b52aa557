import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { healthTexts } from '../../texts/health.js';
import { Examples } from './examples.js';
import { readReason } from './reasons.js';

/** What was refused and why; to who may see it, what it was. */
export function Refusals() {
  const [reason, setReason] = useState<string>();
  const maySee = useMay('visitors:read');
  return (
    <>
      <ReportView
        name="refusals-by-reason"
        compare="none"
        cell={({ name }, cell) =>
          name === 'reason' ? (
            <Reason reason={String(cell)} {...(maySee && { onOpen: () => setReason(String(cell)) })} />
          ) : undefined
        }
      />
      {reason !== undefined && <Examples key={reason} reason={reason} onClose={() => setReason(undefined)} />}
    </>
  );
}

function Reason({ reason, onOpen }: { reason: string; onOpen?: () => void }) {
  const t = useTexts(healthTexts);
  const known = readReason(reason);
  const words = known === undefined ? reason : t(known);
  return (
    <Group gap="xs">
      <span title={reason}>{words}</span>
      {onOpen && (
        <Button size="compact-xs" variant="default" aria-label={t('examplesOf', { reason: words })} onClick={onOpen}>
          {t('examples')}
        </Button>
      )}
    </Group>
  );
}
