import { Fieldset, MultiSelect, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import {
  type Language,
  languages,
  type ProductStrategy,
  productStrategies,
  type Slot,
  type SlotField,
} from '@sillage/protocol';
import { useNamed } from '../../format/use-named.js';
import { useTexts } from '../../i18n.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { NeededNumber } from '../number-field.js';
import type { OfferFormState } from './offer-editor.js';
import type { OfferForm } from './offer-form.js';

export interface ContentFieldsProps {
  form: OfferFormState;
  slots: readonly Slot[];
}

/** Where it is shown, and for each slot a form made of the slot's fields, French and English side by side. */
export function ContentFields({ form, slots }: ContentFieldsProps) {
  const t = useTexts(offerFormTexts);
  const chosen = slots.filter(({ id }) => form.values.slots.includes(id));
  const showsProducts = form.values.products !== null || chosen.some(({ products }) => products !== undefined);
  return (
    <Fieldset legend={t('where')}>
      <Stack>
        {slots.length === 0 && <Text>{t('noSlots')}</Text>}
        <MultiSelect
          label={t('slots')}
          placeholder={chosen.length === 0 ? t('slotsHint') : ''}
          data={slots.map(({ id, name }) => ({ value: id, label: name }))}
          required
          {...form.getInputProps('slots')}
        />
        {chosen.map((slot) => (
          <Fieldset key={slot.id} legend={slot.name} data-slot={slot.id}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {languages.map((language) => (
                <SlotTexts key={language} form={form} slot={slot} language={language} />
              ))}
            </SimpleGrid>
          </Fieldset>
        ))}
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('coupon')}
            description={t('couponHint')}
            maxLength={64}
            {...form.getInputProps('coupon')}
          />
          {showsProducts && <ProductChoice form={form} />}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

function SlotTexts({ form, slot, language }: { form: OfferFormState; slot: Slot; language: Language }) {
  const t = useTexts(offerFormTexts);
  const named = useNamed();
  return (
    <Stack gap="xs" role="group" aria-label={named(slot.name, t(language))} lang={language}>
      <Text size="sm" fw={600}>
        {t(language)}
      </Text>
      {slot.fields.map((field) => (
        <SlotText key={field.name} form={form} slot={slot.id} language={language} field={field} />
      ))}
    </Stack>
  );
}

interface SlotTextProps {
  form: OfferFormState;
  slot: string;
  language: Language;
  field: SlotField;
}

function SlotText({ form, slot, language, field }: SlotTextProps) {
  const t = useTexts(offerFormTexts);
  const { name, kind, isRequired = false } = field;
  const path = `content.${slot}.${language}.${name}`;
  const input = {
    label: useFieldLabel()(name),
    withAsterisk: isRequired,
    maxLength: 2_000,
    value: form.values.content[slot]?.[language][name] ?? '',
    error: form.errors[path],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      form.setFieldValue('content', withText(form.values.content, { slot, language, name }, value)),
  };
  if (kind === 'text' && name === 'text') return <Textarea autosize minRows={2} {...input} />;
  return kind === 'text' ? (
    <TextInput {...input} />
  ) : (
    <TextInput inputMode="url" description={t('addressHint')} {...input} />
  );
}

interface TextPlace {
  slot: string;
  language: Language;
  name: string;
}

function withText(content: OfferForm['content'], { slot, language, name }: TextPlace, value: string) {
  const standing = content[slot] ?? { fr: {}, en: {} };
  return { ...content, [slot]: { ...standing, [language]: { ...standing[language], [name]: value } } };
}

const namedFields = ['title', 'text', 'image', 'imageAlt', 'url', 'button'] as const;

/** A field of the shop's own is called as the shop calls it. */
function useFieldLabel(): (name: string) => string {
  const t = useTexts(offerFormTexts);
  return (name) => {
    const known = namedFields.find((one) => one === name);
    return known === undefined ? name : t(`field_${known}`);
  };
}

function ProductChoice({ form }: { form: OfferFormState }) {
  const t = useTexts(offerFormTexts);
  const { products } = form.values;
  return (
    <>
      <Select
        label={t('products')}
        clearable
        placeholder={t('productsDefault')}
        data={productStrategies.map((one) => ({ value: one, label: t(one) }))}
        value={products?.strategy ?? null}
        error={form.errors.products}
        onChange={(strategy) =>
          form.setFieldValue(
            'products',
            strategy === null ? null : { strategy: strategy as ProductStrategy, count: products?.count ?? 4 },
          )
        }
      />
      {products && (
        <NeededNumber
          label={t('count')}
          min={1}
          max={24}
          allowDecimal={false}
          value={products.count}
          onChange={(count) => form.setFieldValue('products.count', count)}
          error={form.errors['products.count']}
        />
      )}
    </>
  );
}
