import { SimpleGrid, Stack } from '@mantine/core';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { healthTexts } from '../../texts/health.js';
import { Accepted } from './accepted.js';
import { ConsentRates } from './consent-rates.js';
import { NodeFigures } from './node-figures.js';
import { Refusals } from './refusals.js';
import { SetupCheck } from './setup-check.js';
import { Unmatched } from './unmatched.js';

/** Whether what is counted can be trusted, and what is to be mended. */
export function Page() {
  const t = useTexts(healthTexts);
  return (
    <>
      <PageHead title={usePageName('health')} lead={t('lead')} asks="filtered" />
      <Stack>
        <NodeFigures />
        <Accepted />
        <Refusals />
        <SetupCheck />
        <ReportView name="setup-pages" compare="none" />
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <ConsentRates />
          <ReportView name="bots-by-day" compare="none" pageSize={10} />
        </SimpleGrid>
        <Unmatched />
      </Stack>
    </>
  );
}
