import { Button, Fieldset, Group, Paper, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type Defined, type Offer, offerStatuses, type Slot } from '@sillage/protocol';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/client.js';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { useLinks } from '../links.js';
import { toSlug } from '../to-slug.js';
import { useSave } from './api.js';
import { ContentFields } from './content-fields.js';
import { LimitFields } from './limit-fields.js';
import { MomentFields } from './moment-fields.js';
import { type OfferForm, toFormField, toOfferBody } from './offer-form.js';
import { SaveAlert } from './save-alert.js';

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
  const mayWrite = useMay('definitions:write');
  const form = useOfferForm(initial);
  const { save, failure, rest, isSaving } = useSaving({ offer, slots, form });
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Fieldset disabled={!mayWrite} variant="unstyled">
        <Stack>
          <Identity form={form} isNew={!offer} />
          <ContentFields form={form} slots={slots} />
          <MomentFields form={form} />
          <LimitFields form={form} />
          <SaveAlert failure={failure} rest={rest} isNew={!offer} onMine={save} />
          {mayWrite && (
            <Group>
              <Button type="submit" loading={isSaving}>
                {t('save')}
              </Button>
            </Group>
          )}
        </Stack>
      </Fieldset>
    </Paper>
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

interface SavingInput extends Pick<OfferEditorProps, 'offer' | 'slots'> {
  form: OfferFormState;
}

/** Saving is of the version that was read; what the server finds wrong stands at its field, or in `rest`. */
function useSaving({ offer, slots, form }: SavingInput) {
  const t = useTexts(offerFormTexts);
  const { site } = useAsk();
  const toLink = useLinks();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useSave();
  const [version, setVersion] = useState(offer?.version ?? 0);
  const [rest, setRest] = useState<string[]>([]);
  const showFaults = (failure: Error) => {
    const faults = failure instanceof ApiError ? failure.faults : [];
    const placed = faults.map(({ pointer, detail }) => [toFormField(pointer), detail] as const);
    form.setErrors(Object.fromEntries(placed.filter(([field]) => field !== '')));
    setRest(placed.flatMap(([field, detail]) => (field === '' ? detail : [])));
  };
  const save = (over = version) => {
    const { values } = form;
    const id = offer?.id ?? (values.id || toSlug(values.name));
    form.clearErrors();
    setRest([]);
    mutate(
      { collection: 'offers', id, body: toOfferBody(values, slots, site), version: over },
      {
        onError: showFaults,
        onSuccess: (saved) => {
          setVersion(saved.version);
          void notify({ color: 'green', message: t('saved') });
          if (!offer) void navigate(toLink(`offers/${saved.id}`));
        },
      },
    );
  };
  return { save, failure: error, rest, isSaving: isPending };
}
