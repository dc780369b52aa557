import { Fieldset, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { NumberField } from '../number-field.js';
import type { OfferFormState } from './offer-editor.js';
import { ProductPicker } from './product-picker.js';

/** Which of several goes first, how often it is shown, and to whom it is not, to compare with. */
export function LimitFields({ form }: { form: OfferFormState }) {
  const t = useTexts(offerFormTexts);
  const { site } = useAsk();
  const number = (name: 'capExposures' | 'capDays' | 'cooldownDays', min: number) => (
    <NumberField
      label={t(name)}
      min={min}
      allowDecimal={false}
      {...form.getInputProps(name)}
      value={form.values[name]}
    />
  );
  return (
    <>
      <Fieldset legend={t('howOften')}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <NumberField
              label={t('priority')}
              description={t('priorityHint')}
              min={0}
              max={1_000}
              allowDecimal={false}
              {...form.getInputProps('priority')}
              value={form.values.priority}
            />
            <NumberField
              label={t('expectedValue', { currency: site.currency })}
              description={t('expectedHint')}
              min={0}
              {...form.getInputProps('expectedValue')}
              value={form.values.expectedValue}
            />
            <NumberField
              label={t('holdoutPercent')}
              description={t('holdoutHint')}
              min={0}
              max={90}
              suffix=" %"
              {...form.getInputProps('holdoutPercent')}
              value={form.values.holdoutPercent}
            />
            {number('capExposures', 1)}
            {number('capDays', 1)}
            {number('cooldownDays', 0)}
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <ProductPicker
              label={t('requiredProducts')}
              values={form.values.requiredProducts}
              onChange={(ids) => form.setFieldValue('requiredProducts', ids)}
              error={form.errors.requiredProducts}
            />
            <TextInput label={t('salt')} description={t('saltHint')} {...form.getInputProps('salt')} />
          </SimpleGrid>
        </Stack>
      </Fieldset>
      <Fieldset legend={t('why')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Textarea label={t('reasonFr')} lang="fr" maxLength={300} autosize {...form.getInputProps('reasonFr')} />
          <Textarea label={t('reasonEn')} lang="en" maxLength={300} autosize {...form.getInputProps('reasonEn')} />
        </SimpleGrid>
      </Fieldset>
    </>
  );
}
