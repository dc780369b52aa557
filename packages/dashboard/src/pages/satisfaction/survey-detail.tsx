import type { Defined, Slot, Survey } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { DefinitionDetail } from '../definition-detail.js';
import { DeleteButton } from '../delete-button.js';
import { surveysPath } from '../links.js';
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
  const { site } = useAsk();
  const list = `satisfaction/${surveysPath}`;
  const known = surveys.find((one) => one.id === id);
  const begun = { ...emptySurvey, slot: slots[0]?.id ?? '' };
  const texts = { back: t('back'), new: t('new'), none: t('none') };
  const actions = known && (
    <DeleteButton collection="surveys" id={id} name={known.name} hint={t('deleteHint')} path={list} />
  );
  return (
    <DefinitionDetail id={id} known={known} list={list} texts={texts} actions={actions}>
      <SurveyEditor survey={known} slots={slots} initial={known ? toSurveyForm(known, site.timeZone) : begun} />
    </DefinitionDetail>
  );
}
