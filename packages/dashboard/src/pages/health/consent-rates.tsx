import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { healthTexts } from '../../texts/health.js';

/** Choices of which there is a proof, by banner, page or day. */
export function ConsentRates() {
  const t = useTexts(healthTexts);
  const [by, setBy] = useState('source');
  return (
    <ReportView
      name="consent-rates"
      compare="none"
      parameters={{ by }}
      pageSize={10}
      controls={
        <NativeSelect
          aria-label={t('consentBy')}
          value={by}
          data={(['source', 'page', 'day'] as const).map((value) => ({ value, label: t(`by_${value}`) }))}
          onChange={({ currentTarget: { value } }) => setBy(value)}
        />
      }
    />
  );
}
