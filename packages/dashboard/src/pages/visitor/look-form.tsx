import { Button, Group, Paper, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../i18n.js';
import { visitorTexts } from '../../texts/visitor.js';
import type { Subject } from './api.js';

type By = 'reference' | 'customerId';

/** By the code that a visitor gave, or by a customer's id. */
export function LookForm({ onLook }: { onLook: (subject: Subject) => void }) {
  const t = useTexts(visitorTexts);
  const [by, setBy] = useState<By>('reference');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get('subject')).trim();
    if (value !== '') onLook(by === 'reference' ? { reference: value } : { customerId: value });
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Stack>
        <Radio.Group
          label={t('by')}
          value={by}
          onChange={(value) => setBy(value === 'customerId' ? 'customerId' : 'reference')}
        >
          <Group mt={4}>
            <Radio value="reference" label={t('reference')} />
            <Radio value="customerId" label={t('customerId')} />
          </Group>
        </Radio.Group>
        <Group align="flex-end">
          <TextInput
            key={by}
            name="subject"
            label={t(by)}
            description={t(by === 'reference' ? 'referenceHint' : 'customerHint')}
            maxLength={128}
            required
            autoComplete="off"
            spellCheck={false}
            flex="1 1 20rem"
          />
          <Button type="submit">{t('look')}</Button>
        </Group>
      </Stack>
    </Paper>
  );
}
