import { Alert, Anchor } from '@mantine/core';
import type { Defined, Slot, Survey } from '@sillage/protocol';
import { Link } from 'react-router';
import { useMay } from '../../api/session.js';
import { PageHead } from '../../frame/page-head.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { DeleteButton } from '../delete-button.js';
import { newId, surveysPath, useLinks } from '../links.js';
import { useSlots } from '../offers/api.js';
import { Read } from '../read.js';
import { useSurveys } from './api.js';
import { SurveyEditor } from './survey-editor.js';
import { emptySurvey, toSurveyForm } from './survey-form.js';

/** One survey, or a new one. */
export function SurveyDetail({ id }: { id: string }) {
  const surveys = useSurveys();
  const slots = useSlots();
  return (
    <Read query={surveys}>
      {(all) => <Read query={slots}>{(places) => <Detail id={id} surveys={all} slots={places} />}</Read>}
    </Read>
  );
}

interface DetailProps {
  id: string;
  surveys: readonly Defined<Survey>[];
  slots: readonly Slot[];
}

function Detail({ id, surveys, slots }: DetailProps) {
  const t = useTexts(satisfactionTexts);
  const toLink = useLinks();
  const { site } = useAsk();
  const mayWrite = useMay('definitions:write');
  const list = `satisfaction/${surveysPath}`;
  const known = surveys.find((one) => one.id === id);
  if (!known && id !== newId) return <Alert>{t('none')}</Alert>;
  const begun = { ...emptySurvey, slot: slots[0]?.id ?? '' };
  return (
    <>
      <Anchor component={Link} to={toLink(list)} size="sm">
        {t('back')}
      </Anchor>
      <PageHead
        title={known?.name ?? t('new')}
        asks="nothing"
        actions={
          known &&
          mayWrite && <DeleteButton collection="surveys" id={id} name={known.name} hint={t('deleteHint')} path={list} />
        }
      />
      <SurveyEditor survey={known} slots={slots} initial={known ? toSurveyForm(known, site.timeZone) : begun} />
    </>
  );
}
