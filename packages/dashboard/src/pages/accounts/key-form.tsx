import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { NewApiKey } from '@sillage/protocol';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../api/session.js';
import { Dialog } from '../../frame/dialog.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { accountsTexts } from '../../texts/accounts.js';
import { useAccountFailure, useMakeKey } from './api.js';
import { scopeNames, scopes } from './choices.js';

export interface KeyFormProps {
  onMade: (key: NewApiKey) => void;
  onClose: () => void;
}

export function KeyForm(props: KeyFormProps) {
  const t = useTexts(accountsTexts);
  return (
    <Dialog onClose={props.onClose} title={t('addKey')}>
      <Fields {...props} />
    </Dialog>
  );
}

function Fields({ onMade, onClose }: KeyFormProps) {
  const t = useTexts(accountsTexts);
  const say = useAccountFailure();
  const { sites } = useSession();
  const { site: shown } = useAsk();
  const [chosen, setChosen] = useState<string[]>(['reports:read']);
  const { mutate, error, isPending } = useMakeKey();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const granted = scopes.filter((scope) => chosen.includes(scope));
    const body = { name: String(fields.get('name')), site: String(fields.get('site')), scopes: granted };
    mutate(body, { onSuccess: onMade });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('keyLead')}</Text>
        {error && (
          <Alert color="red" role="alert">
            {say(error)}
          </Alert>
        )}
        <TextInput name="name" label={t('name')} maxLength={100} required data-autofocus />
        <NativeSelect
          name="site"
          label={t('site')}
          defaultValue={shown.id}
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Checkbox.Group label={t('scopes')} value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt={4}>
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(scopeNames[scope])} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={chosen.length === 0}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
