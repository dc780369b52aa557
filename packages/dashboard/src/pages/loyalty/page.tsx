import { Button, Stack } from '@mantine/core';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { useChangeAsk } from '../../state/ask.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { Attrition } from './attrition.js';
import { Classes } from './classes.js';
import { Cohorts } from './cohorts.js';
import { CustomerValue } from './customer-value.js';
import { LifetimeModel } from './lifetime-model.js';
import { Profit } from './profit.js';
import { RecencyFrequency } from './recency-frequency.js';

/** Who stays, who leaves, and what customers will be worth. */
export function Page() {
  const t = useTexts(loyaltyTexts);
  const change = useChangeAsk();
  const showYear = () => change({ period: 'last365', from: '', to: '' });
  return (
    <>
      <PageHead
        title={usePageName('loyalty')}
        lead={t('lead')}
        actions={
          <Button variant="default" onClick={showYear}>
            {t('twelveMonths')}
          </Button>
        }
      />
      <Stack>
        <Cohorts />
        <Attrition />
        <RecencyFrequency />
        <Classes />
        <Profit />
        <LifetimeModel />
        <CustomerValue />
      </Stack>
    </>
  );
}
