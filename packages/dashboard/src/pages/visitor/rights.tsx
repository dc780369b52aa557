import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { SubjectErasure } from '@sillage/protocol';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../api/session.js';
import { Dialog } from '../../frame/dialog.js';
import { useTexts } from '../../i18n.js';
import { visitorTexts } from '../../texts/visitor.js';
import { type Subject, useErase, useExport, useLookFailure } from './api.js';
import { Card } from './card.js';

export interface RightsProps {
  subject: Subject;
  onErased: (erasure: SubjectErasure) => void;
}

/** What is handed out to them, or erased, when they ask for it. */
export function Rights({ subject, onErased }: RightsProps) {
  const t = useTexts(visitorTexts);
  const say = useLookFailure();
  const mayErase = useMay('visitors:erase');
  const { mutate, error, isPending } = useExport(subject);
  const [isAsked, setAsked] = useState(false);
  return (
    <Card title={t('rights')}>
      <Text size="sm">{t('rightsLead')}</Text>
      {error && (
        <Alert color="red" role="alert">
          {say(error)}
        </Alert>
      )}
      <Group>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t('export')}
        </Button>
        {mayErase && (
          <Button color="red" variant="outline" onClick={() => setAsked(true)}>
            {t('erase')}
          </Button>
        )}
      </Group>
      {isAsked && <EraseForm subject={subject} onErased={onErased} onClose={() => setAsked(false)} />}
    </Card>
  );
}

/** Nothing brings it back, so that it is typed out first. */
function EraseForm({ subject, onErased, onClose }: RightsProps & { onClose: () => void }) {
  const t = useTexts(visitorTexts);
  const say = useLookFailure();
  const [typed, setTyped] = useState('');
  const { mutate, error, isPending } = useErase(subject);
  const word = 'customerId' in subject ? subject.customerId : t('eraseWord');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === word) mutate(undefined, { onSuccess: onErased });
  };
  return (
    <Dialog onClose={onClose} title={t('erase')}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('eraseText')}</Text>
          {error && (
            <Alert color="red" role="alert">
              {say(error)}
            </Alert>
          )}
          <TextInput
            label={t('eraseConfirm', { word })}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" loading={isPending} disabled={typed.trim() !== word}>
              {t('eraseForGood')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
