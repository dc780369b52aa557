import { Checkbox, Fieldset, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { Slot } from '@sillage/protocol';
import { useLanguage, useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { NumberField } from '../number-field.js';
import { useSegments } from '../segments/api.js';
import { TimeField } from '../time-field.js';
import type { SurveyFormState } from './survey-editor.js';
import { textNames } from './survey-form.js';

/** What is read, French and English side by side, and what is asked besides the score. */
export function WordFields({ form }: { form: SurveyFormState }) {
  const t = useTexts(satisfactionTexts);
  return (
    <Fieldset legend={t('words')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('wordsHint')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(['fr', 'en'] as const).map((language) => (
            <Stack key={language} gap="xs" role="group" aria-label={t(language)}>
              {textNames.map((name) => (
                <TextInput
                  key={name}
                  lang={language}
                  label={t(name, { language: t(language) })}
                  maxLength={300}
                  required={name === 'question'}
                  {...form.getInputProps(`texts.${language}.${name}`)}
                />
              ))}
            </Stack>
          ))}
        </SimpleGrid>
        <Checkbox label={t('asksSuggestion')} {...form.getInputProps('asksSuggestion', { type: 'checkbox' })} />
        <Checkbox label={t('takesComplaint')} {...form.getInputProps('takesComplaint', { type: 'checkbox' })} />
      </Stack>
    </Fieldset>
  );
}

/** In which slot, to whom, from when to when. */
export function PlaceFields({ form, slots }: { form: SurveyFormState; slots: readonly Slot[] }) {
  const t = useTexts(satisfactionTexts);
  const [language] = useLanguage();
  const { site } = useAsk();
  const segments = useSegments().data ?? [];
  const moment = (name: 'startsAt' | 'endsAt') => (
    <TimeField
      label={t(name)}
      description={t('timeHint', { zone: site.timeZone })}
      value={form.values[name]}
      onChange={(at) => form.setFieldValue(name, at)}
      error={form.errors[name]}
    />
  );
  return (
    <Fieldset legend={t('where')}>
      {slots.length === 0 && <Text>{t('noSlots')}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('slot')}
          required
          data={slots.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('slot')}
        />
        <NativeSelect
          label={t('segment')}
          data={[
            { value: '', label: t('everybody') },
            ...segments.map(({ id, names }) => ({ value: id, label: names[language] })),
          ]}
          {...form.getInputProps('segment')}
        />
        {moment('startsAt')}
        {moment('endsAt')}
      </SimpleGrid>
    </Fieldset>
  );
}

/** Which of several goes first, and how often a person is asked. */
export function LimitFields({ form }: { form: SurveyFormState }) {
  const t = useTexts(satisfactionTexts);
  const number = (name: 'priority' | 'capExposures' | 'capDays' | 'cooldownDays', hint: string, most: number) => (
    <NumberField
      label={t(name)}
      description={hint}
      min={name.startsWith('cap') ? 1 : 0}
      max={most}
      allowDecimal={false}
      {...form.getInputProps(name)}
      value={form.values[name]}
    />
  );
  return (
    <Fieldset legend={t('howOften')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {number('priority', t('priorityHint'), 1_000)}
        {number('cooldownDays', t('cooldownHint'), 365)}
        {number('capExposures', t('capHint'), 100)}
        {number('capDays', t('capHint'), 365)}
      </SimpleGrid>
    </Fieldset>
  );
}
