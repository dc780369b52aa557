import { useState } from 'react';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { healthTexts } from '../../texts/health.js';
import { Choice } from '../choice.js';

const groupings = ['source', 'page', 'day'] as const;

/** Choices of which there is a proof, by banner, page or day. */
export function ConsentRates() {
  const t = useTexts(healthTexts);
  const [by, setBy] = useState<(typeof groupings)[number]>('source');
  return (
    <ReportView
      name="consent-rates"
      compare="none"
      parameters={{ by }}
      pageSize={10}
      controls={
        <Choice
          label={t('consentBy')}
          value={by}
          values={groupings}
          nameOf={(one) => t(`by_${one}`)}
          onChange={setBy}
        />
      }
    />
  );
}
