import { Fieldset, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type Defined, type Offer, offerStatuses, type Slot } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { DefinitionForm } from '../definition-form.js';
import { toSlug } from '../to-slug.js';
import { useFormSaving } from '../use-saving.js';
import { ContentFields } from './content-fields.js';
import { LimitFields } from './limit-fields.js';
import { MomentFields } from './moment-fields.js';
import { type OfferForm, toFormField, toOfferBody, toShownLimit } from './offer-form.js';

export interface OfferEditorProps {
  /** Absent: it is new. */
  offer: Defined<Offer> | undefined;
  slots: readonly Slot[];
  initial: OfferForm;
}

/** What the parts of the form work on. */
export type OfferFormState = ReturnType<typeof useOfferForm>;

const useOfferForm = (initialValues: OfferForm) => useForm<OfferForm>({ mode: 'controlled', initialValues });

/** All that an offer is, in the order in which one thinks of it. */
export function OfferEditor({ offer, slots, initial }: OfferEditorProps) {
  const t = useTexts(offerFormTexts);
  const form = useOfferForm(initial);
  const { site } = useAsk();
  const saving = useFormSaving({
    collection: 'offers',
    standing: offer,
    saved: t('saved'),
    pathOf: (id) => `offers/${id}`,
    form,
    toField: toFormField,
    showLimit: (pointer, limit) => toShownLimit(pointer, limit, site),
  });
  const save = (over?: number) => {
    const { values } = form;
    const id = offer?.id ?? (values.id || toSlug(values.name));
    saving.save({ id, body: toOfferBody(values, slots, site) }, over);
  };
  return (
    <DefinitionForm title={t('wrong')} rest={saving.rest} isNew={!offer} saving={saving} onSave={save}>
      <Identity form={form} isNew={!offer} />
      <ContentFields form={form} slots={slots} />
      <MomentFields form={form} />
      <LimitFields form={form} />
    </DefinitionForm>
  );
}

function Identity({ form, isNew }: { form: OfferFormState; isNew: boolean }) {
  const t = useTexts(offerFormTexts);
  const { name, id } = form.values;
  const statuses = offerStatuses.map((status) => ({ value: status, label: t(status) }));
  return (
    <Fieldset legend={t('what')}>
      <SimpleGrid cols={{ base: 1, sm: isNew ? 3 : 2 }}>
        <TextInput label={t('name')} maxLength={100} required {...form.getInputProps('name')} />
        {isNew && (
          <TextInput
            label={t('id')}
            description={t('idHint')}
            required
            {...form.getInputProps('id')}
            value={id || toSlug(name)}
          />
        )}
        <Select label={t('status')} allowDeselect={false} data={statuses} {...form.getInputProps('status')} />
      </SimpleGrid>
    </Fieldset>
  );
}
