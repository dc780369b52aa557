import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/client.js';
import { useFailureText } from '../api/failure.js';
import { passwordCharacters } from '../api/password-characters.js';
import { useChangePassword } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { passwordTexts } from '../texts/password.js';
import { notify } from './notify.js';

/** A button that opens the form in which one changes one's own password, and has the focus again once that is closed. */
export function ChangePassword() {
  const t = useTexts(passwordTexts);
  const [isOpen, setOpen] = useState<boolean>();
  if (isOpen) return <PasswordForm onClose={() => setOpen(false)} />;
  return (
    <Button variant="default" autoFocus={isOpen === false} onClick={() => setOpen(true)}>
      {t('change')}
    </Button>
  );
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const t = useTexts(passwordTexts);
  const sayFailure = useFailureText();
  const { mutate, error, isPending } = useChangePassword();
  const isWrong = error instanceof ApiError && error.code === 'wrong_credentials';
  const tellDone = () => {
    void notify({ color: 'green', message: t('changed') });
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = { current: String(fields.get('current')), next: String(fields.get('next')) };
    mutate(typed, { onSuccess: tellDone });
  };
  return (
    <form onSubmit={submit} aria-label={t('change')}>
      <Stack gap="sm">
        {error && (
          <Alert color="red" role="alert">
            {isWrong ? t('wrong') : sayFailure(error)}
          </Alert>
        )}
        <PasswordField name="current" />
        <PasswordField name="next" />
        <Group gap="xs">
          <Button type="submit" loading={isPending}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const { least, most } = passwordCharacters;

function PasswordField({ name }: { name: 'current' | 'next' }) {
  const t = useTexts(passwordTexts);
  const isNew = name === 'next';
  return (
    <PasswordInput
      name={name}
      label={t(name)}
      {...(isNew && { description: t('nextHint', { least }), minLength: least })}
      maxLength={most}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
      autoFocus={!isNew}
      visibilityToggleButtonProps={{ 'aria-label': t('show', { name: t(name) }) }}
    />
  );
}
