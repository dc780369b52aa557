import { Button, Checkbox, Fieldset, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import {
  fieldKinds,
  languages,
  productStrategies,
  type Slot,
  type SlotField,
  slotTemplates,
  templateFields,
} from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { NeededNumber } from '../number-field.js';

export interface PartProps {
  draft: Slot;
  onChange: (draft: Slot) => void;
}

const takesProducts = (template: Slot['template']) => template === 'product_list' || template === 'cart_reminder';

export function TemplateSelect({ draft, onChange }: PartProps) {
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

/** Which products, where the template shows some. */
export function ProductsOfSlot({ draft, onChange }: PartProps) {
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
        <NeededNumber
          label={t('count')}
          min={1}
          max={24}
          allowDecimal={false}
          value={count}
          onChange={(typed) => onChange({ ...draft, products: { ...products, count: typed } })}
        />
      )}
    </>
  );
}

/** What an offer fills in. */
export function FieldList({ draft, onChange }: PartProps) {
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

/** What is shown without an offer. */
export function Defaults({ draft, onChange }: PartProps) {
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
