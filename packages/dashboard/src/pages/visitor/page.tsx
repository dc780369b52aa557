import { Alert, Stack } from '@mantine/core';
import type { SubjectErasure } from '@sillage/protocol';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { visitorTexts } from '../../texts/visitor.js';
import type { Subject } from './api.js';
import { Erased } from './erased.js';
import { LookForm } from './look-form.js';
import { LookView } from './look-view.js';

/** One visitor or customer: who they are, what they chose, and what follows from what they grant. */
export function Page() {
  const t = useTexts(visitorTexts);
  const { site } = useAsk();
  return (
    <>
      <PageHead title={usePageName('visitor')} lead={t('lead')} asks="nothing" />
      <Visitor key={site.id} />
    </>
  );
}

type Shown = { subject: Subject; times: number } | { erased: SubjectErasure };

/** Whom one looked at is of one site alone. */
function Visitor() {
  const t = useTexts(visitorTexts);
  const [shown, setShown] = useState<Shown>();
  const [times, setTimes] = useState(0);
  const look = (subject: Subject) => {
    setShown({ subject, times });
    setTimes(times + 1);
  };
  return (
    <Stack>
      <Alert color="gray" icon={<IconEye aria-hidden />}>
        {t('recorded')}
      </Alert>
      <LookForm onLook={look} />
      {shown && 'erased' in shown && <Erased erasure={shown.erased} />}
      {shown && 'subject' in shown && (
        <LookView key={shown.times} subject={shown.subject} onErased={(erased) => setShown({ erased })} />
      )}
    </Stack>
  );
}
