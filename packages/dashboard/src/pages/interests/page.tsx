import { Stack } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { interestsTexts } from '../../texts/interests.js';
import { AllInterests } from './all-interests.js';
import { InterestsByWeek } from './interests-by-week.js';
import { OneTopic } from './one-topic.js';
import { TopicNames } from './topic-names.js';

/** Which topics interest visitors, and what stands behind one of them: `?topic=`. */
export function Page() {
  const t = useTexts(interestsTexts);
  const title = usePageName('interests');
  const [search] = useSearchParams();
  const topic = search.get('topic');
  if (topic) return <OneTopic topic={topic} />;
  return (
    <>
      <PageHead title={title} lead={t('lead')} />
      <Stack>
        <AllInterests />
        <InterestsByWeek />
        <ReportView name="viewed-never-bought" pageSize={10} />
        <TopicNames />
      </Stack>
    </>
  );
}
