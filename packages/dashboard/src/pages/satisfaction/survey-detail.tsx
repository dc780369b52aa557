import { Alert, Anchor, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { PageHead } from '../../frame/page-head.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { newId, surveysPath, useLinks } from '../links.js';
import { useSlots } from '../offers/api.js';
import { useSurveys } from './api.js';
import { SurveyEditor } from './survey-editor.js';
import { emptySurvey, toSurveyForm } from './survey-form.js';

/** One survey, or a new one. */
export function SurveyDetail({ id }: { id: string }) {
  const t = useTexts(satisfactionTexts);
  const say = useFailureText();
  const toLink = useLinks();
  const { site } = useAsk();
  const surveys = useSurveys();
  const slots = useSlots();
  const error = surveys.error ?? slots.error;
  if (error) return <Alert color="red">{say(error)}</Alert>;
  if (!surveys.data || !slots.data) return <Skeleton height={320} />;
  const known = surveys.data.find((one) => one.id === id);
  if (!known && id !== newId) return <Alert>{t('none')}</Alert>;
  const begun = { ...emptySurvey, slot: slots.data[0]?.id ?? '' };
  return (
    <>
      <Anchor component={Link} to={toLink(`satisfaction/${surveysPath}`)} size="sm">
        {t('back')}
      </Anchor>
      <PageHead title={known?.name ?? t('new')} hasAsk={false} />
      <SurveyEditor survey={known} slots={slots.data} initial={known ? toSurveyForm(known, site.timeZone) : begun} />
    </>
  );
}
