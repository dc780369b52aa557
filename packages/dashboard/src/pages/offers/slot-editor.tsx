import {
  Anchor,
  Button,
  Checkbox,
  Fieldset,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import {
  type Defined,
  fieldKinds,
  languages,
  productStrategies,
  type Slot,
  type SlotField,
  slotTemplates,
  templateFields,
} from '@sillage/protocol';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../../api/client.js';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { useLinks } from '../links.js';
import { toSlug } from '../to-slug.js';
import { useDelete, useSave } from './api.js';
import { SaveAlert } from './save-alert.js';
import { slotsPath } from './studio-head.js';

const emptySlot: Slot = {
  id: '',
  name: '',
  template: 'banner',
  fields: [...templateFields.banner],
  content: { fr: {}, en: {} },
};

/** A place in the shop's pages: its template, its fields and what it shows by default. */
export function SlotEditor({ slot }: { slot: Defined<Slot> | undefined }) {
  const t = useTexts(slotTexts);
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  const [draft, setDraft] = useState<Slot>(() => slot ?? emptySlot);
  const id = slot?.id ?? (draft.id || toSlug(draft.name));
  const { save, remove, failure, rest, isSaving } = useSlotActions(slot);
  const parts = { draft, onChange: setDraft };
  return (
    <>
      <Anchor component={Link} to={toLink(`offers/${slotsPath}`)} size="sm">
        {t('back')}
      </Anchor>
      <Paper
        withBorder
        p="md"
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          save({ ...draft, id });
        }}
      >
        <Fieldset disabled={!mayWrite} variant="unstyled">
          <Stack>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <TextInput
                label={t('name')}
                required
                value={draft.name}
                onChange={({ currentTarget: { value } }) => setDraft({ ...draft, name: value })}
              />
              <TextInput
                label={t('id')}
                description={t('idHint')}
                required
                disabled={slot !== undefined}
                value={id}
                onChange={({ currentTarget: { value } }) => setDraft({ ...draft, id: value })}
              />
              <TemplateSelect {...parts} />
              <ProductsOfSlot {...parts} />
            </SimpleGrid>
            <FieldList {...parts} />
            <Defaults {...parts} />
            <SaveAlert
              failure={failure}
              rest={rest}
              isNew={!slot}
              onMine={(version) => save({ ...draft, id }, version)}
            />
            {mayWrite && (
              <Group>
                <Button type="submit" loading={isSaving}>
                  {t('save')}
                </Button>
                {slot && (
                  <Button variant="default" color="red" onClick={remove}>
                    {t('delete')}
                  </Button>
                )}
              </Group>
            )}
          </Stack>
        </Fieldset>
      </Paper>
    </>
  );
}

interface PartProps {
  draft: Slot;
  onChange: (draft: Slot) => void;
}

const takesProducts = (template: Slot['template']) => template === 'product_list' || template === 'cart_reminder';

function TemplateSelect({ draft, onChange }: PartProps) {
  const t = useTexts(slotTexts);
  const change = (template: Slot['template']) => {
    const { products: _, ...rest } = draft;
    const products = template === 'product_list' ? { products: { strategy: 'next' as const, count: 4 } } : {};
    onChange({ ...rest, template, fields: [...templateFields[template]], ...products });
  };
  return (
    <Select
      label={t('template')}
      allowDeselect={false}
      data={slotTemplates.map((one) => ({ value: one, label: t(one) }))}
      value={draft.template}
      onChange={(template) => change((template ?? draft.template) as Slot['template'])}
    />
  );
}

function ProductsOfSlot({ draft, onChange }: PartProps) {
  const t = useTexts(slotTexts);
  const { products, ...rest } = draft;
  if (!takesProducts(draft.template)) return null;
  const count = products?.count ?? 4;
  return (
    <>
      <Select
        label={t('strategy')}
        clearable={draft.template === 'cart_reminder'}
        data={productStrategies.map((one) => ({ value: one, label: t(one) }))}
        value={products?.strategy ?? null}
        onChange={(strategy) =>
          onChange({ ...rest, ...(strategy && { products: { strategy: strategy as 'next', count } }) })
        }
      />
      {products && (
        <NumberInput
          label={t('count')}
          min={1}
          max={24}
          value={count}
          onChange={(typed) => onChange({ ...draft, products: { ...products, count: Number(typed) || 1 } })}
        />
      )}
    </>
  );
}

function FieldList({ draft, onChange }: PartProps) {
  const t = useTexts(slotTexts);
  const setField = (place: number, field: SlotField) => onChange({ ...draft, fields: draft.fields.with(place, field) });
  const add = () => onChange({ ...draft, fields: [...draft.fields, { name: '', kind: 'text' }] });
  return (
    <Fieldset legend={t('fields')}>
      <Stack gap="xs">
        {draft.fields.map((field, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field has no other identity while its name is typed
          <Group key={place} align="flex-end">
            <TextInput
              label={t('fieldName')}
              required
              value={field.name}
              onChange={({ currentTarget: { value } }) => setField(place, { ...field, name: value })}
            />
            <Select
              label={t('fieldKind')}
              w={120}
              allowDeselect={false}
              data={fieldKinds.map((kind) => ({ value: kind, label: t(kind) }))}
              value={field.kind}
              onChange={(kind) => setField(place, { ...field, kind: (kind ?? field.kind) as SlotField['kind'] })}
            />
            <Checkbox
              label={t('isRequired')}
              mb={8}
              checked={field.isRequired ?? false}
              onChange={({ currentTarget: { checked } }) => setField(place, { ...field, isRequired: checked })}
            />
            <Button
              variant="subtle"
              color="red"
              aria-label={t('removeField', { name: field.name })}
              onClick={() => onChange({ ...draft, fields: draft.fields.toSpliced(place, 1) })}
            >
              ✕
            </Button>
          </Group>
        ))}
        <Group>
          <Button variant="default" onClick={add}>
            {t('addField')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Defaults({ draft, onChange }: PartProps) {
  const t = useTexts(slotTexts);
  const { content, fields } = draft;
  return (
    <Fieldset legend={t('defaults')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {languages.map((language) => (
          <Stack key={language} gap="xs" role="group" aria-label={t(language)} lang={language}>
            {fields.map(({ name }) => (
              <TextInput
                key={name}
                label={`${name} (${t(language)})`}
                value={content[language][name] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  onChange({ ...draft, content: { ...content, [language]: { ...content[language], [name]: value } } })
                }
              />
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

function useSlotActions(slot: Defined<Slot> | undefined) {
  const t = useTexts(slotTexts);
  const toLink = useLinks();
  const navigate = useNavigate();
  const saving = useSave();
  const removing = useDelete('slots');
  const [version, setVersion] = useState(slot?.version ?? 0);
  const save = ({ id, ...draft }: Slot, over = version) =>
    saving.mutate(
      { collection: 'slots', id, body: toBody(draft), version: over },
      {
        onSuccess: (saved) => {
          setVersion(saved.version);
          void notify({ color: 'green', message: t('saved') });
          if (!slot) void navigate(toLink(`offers/${slotsPath}/${saved.id}`));
        },
      },
    );
  const failure = saving.error ?? removing.error;
  const isInUse = failure instanceof ApiError && failure.code === 'definition_in_use';
  const faults = failure instanceof ApiError ? failure.faults : [];
  const told = faults.map(({ pointer, detail }) => `${pointer.replace(/^#\//, '')}: ${detail}`);
  const rest = isInUse ? [t('inUse', { offers: failure.message.replace(/^offers: /, '') })] : told;
  const remove = () =>
    slot && removing.mutate(slot.id, { onSuccess: () => void navigate(toLink(`offers/${slotsPath}`)) });
  return { save, remove, failure, rest, isSaving: saving.isPending };
}

/** Without what the server adds, and without empty texts. */
function toBody(draft: Omit<Slot, 'id'> & { version?: number; changedAt?: number }): object {
  const { version: _, changedAt: __, content, fields, ...rest } = draft;
  const names = new Set(fields.map(({ name }) => name));
  const tell = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([name, text]) => names.has(name) && text.trim() !== ''));
  return { ...rest, fields, content: { fr: tell(content.fr), en: tell(content.en) } };
}
