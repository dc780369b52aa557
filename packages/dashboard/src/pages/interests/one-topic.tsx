import { SimpleGrid, Stack } from '@mantine/core';
import { useMay } from '../../api/session.js';
import { PageHead } from '../../frame/page-head.js';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { interestsTexts } from '../../texts/interests.js';
import { TopicLink } from './topic-link.js';

/** The products, pages and visitors behind a topic. */
export function OneTopic({ topic }: { topic: string }) {
  const t = useTexts(interestsTexts);
  const mayReadVisitors = useMay('visitors:read');
  const parameters = { topic };
  return (
    <>
      <PageHead title={t('topic', { topic })} actions={<TopicLink topic="">{t('back')}</TopicLink>} />
      <Stack>
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <ReportView name="topic-products" parameters={parameters} pageSize={10} />
          <ReportView name="topic-pages" parameters={parameters} pageSize={10} />
        </SimpleGrid>
        {mayReadVisitors && <ReportView name="topic-visitors" parameters={parameters} pageSize={10} compare="none" />}
      </Stack>
    </>
  );
}
