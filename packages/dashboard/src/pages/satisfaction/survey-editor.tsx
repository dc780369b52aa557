import { Fieldset, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Defined, Slot, Survey } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { DefinitionForm } from '../definition-form.js';
import { surveysPath } from '../links.js';
import { toSlug } from '../to-slug.js';
import { useFormSaving } from '../use-saving.js';
import { LimitFields, PlaceFields, WordFields } from './survey-fields.js';
import { type SurveyForm, toFormField, toSurveyBody } from './survey-form.js';

export interface SurveyEditorProps {
  /** Absent: it is new. */
  survey: Defined<Survey> | undefined;
  slots: readonly Slot[];
  initial: SurveyForm;
}

/** What the parts of the form work on. */
export type SurveyFormState = ReturnType<typeof useSurveyForm>;

const useSurveyForm = (initialValues: SurveyForm) => useForm<SurveyForm>({ mode: 'controlled', initialValues });

/** All that a survey is. */
export function SurveyEditor({ survey, slots, initial }: SurveyEditorProps) {
  const t = useTexts(satisfactionTexts);
  const form = useSurveyForm(initial);
  const { site } = useAsk();
  const saving = useFormSaving({
    collection: 'surveys',
    standing: survey,
    saved: t('saved'),
    pathOf: (id) => `satisfaction/${surveysPath}/${id}`,
    form,
    toField: toFormField,
  });
  const save = (over?: number) => {
    const { values } = form;
    const id = survey?.id ?? (values.id || toId(values.name));
    saving.save({ id, body: toSurveyBody(values, site.timeZone) }, over);
  };
  return (
    <DefinitionForm title={t('wrong')} rest={saving.rest} isNew={!survey} saving={saving} onSave={save}>
      <Identity form={form} isNew={!survey} />
      <WordFields form={form} />
      <PlaceFields form={form} slots={slots} />
      <LimitFields form={form} />
    </DefinitionForm>
  );
}

/** What an exposure is told by leaves so many characters for the id. */
const idCharacters = 57;
const toId = (name: string) => toSlug(name).slice(0, idCharacters);

function Identity({ form, isNew }: { form: SurveyFormState; isNew: boolean }) {
  const t = useTexts(satisfactionTexts);
  const { name, id } = form.values;
  const kinds = (['csat', 'nps'] as const).map((value) => ({ value, label: t(value) }));
  const statuses = (['draft', 'live', 'paused'] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Fieldset legend={t('what')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('name')} maxLength={100} required {...form.getInputProps('name')} />
        {isNew && (
          <TextInput
            label={t('id')}
            description={t('idHint')}
            maxLength={idCharacters}
            required
            {...form.getInputProps('id')}
            value={id || toId(name)}
          />
        )}
        <NativeSelect label={t('kind')} data={kinds} {...form.getInputProps('kind')} />
        <NativeSelect label={t('state')} data={statuses} {...form.getInputProps('status')} />
      </SimpleGrid>
    </Fieldset>
  );
}
