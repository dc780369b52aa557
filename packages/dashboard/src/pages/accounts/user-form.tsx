import { Alert, Button, Group, PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import type { DashboardUser, Role } from '@sillage/protocol';
import { type FormEvent, useState } from 'react';
import { passwordCharacters } from '../../api/password-characters.js';
import { Dialog } from '../../frame/dialog.js';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { useAccountFailure, useSaveUser } from './api.js';
import { roles } from './choices.js';
import { SitesInput } from './sites-input.js';

export interface UserFormProps {
  /** Somebody who is there; absent: somebody new. */
  user?: DashboardUser;
  onClose: () => void;
}

export function UserForm({ user, onClose }: UserFormProps) {
  const t = useTexts(accountsTexts);
  const title = user ? t('changeUser', { name: user.name }) : t('addUser');
  return (
    <Dialog onClose={onClose} title={title}>
      <Fields user={user} onClose={onClose} />
    </Dialog>
  );
}

function Fields({ user, onClose }: { user: DashboardUser | undefined; onClose: () => void }) {
  const t = useTexts(accountsTexts);
  const say = useAccountFailure();
  const [role, setRole] = useState<Role>(user?.role ?? 'viewer');
  const [sites, setSites] = useState<string[]>([...(user?.sites ?? [])]);
  const { mutate, error, isPending } = useSaveUser();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = (name: string) => String(fields.get(name) ?? '');
    const said = { name: typed('name'), role, sites };
    const password = typed('password');
    const body = user
      ? { ...said, ...(password !== '' && { password }) }
      : { ...said, email: typed('email'), password };
    const onSuccess = () => {
      void notify({ message: t('saved') });
      onClose();
    };
    mutate({ id: user?.id, body }, { onSuccess });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {error && (
          <Alert color="red" role="alert">
            {say(error)}
          </Alert>
        )}
        {!user && <TextInput name="email" type="email" label={t('email')} autoComplete="off" required data-autofocus />}
        <TextInput name="name" label={t('name')} defaultValue={user?.name ?? ''} maxLength={100} required />
        <RoleInput value={role} onChange={setRole} />
        <SitesInput value={sites} onChange={setSites} />
        <PasswordField isNew={user === undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RoleInput({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useTexts(accountsTexts);
  return (
    <Radio.Group
      label={t('role')}
      value={value}
      onChange={(chosen) => onChange(roles.find((role) => role === chosen) ?? 'viewer')}
    >
      <Stack gap="xs" mt={4}>
        {roles.map((role) => (
          <Radio key={role} value={role} label={t(role)} description={t(`${role}Hint`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function PasswordField({ isNew }: { isNew: boolean }) {
  const t = useTexts(accountsTexts);
  const { least, most } = passwordCharacters;
  const length = t('passwordHint', { least, most });
  return (
    <PasswordInput
      name="password"
      label={t(isNew ? 'password' : 'newPassword')}
      description={isNew ? length : `${length} ${t('newPasswordHint')}`}
      autoComplete="new-password"
      minLength={least}
      maxLength={most}
      required={isNew}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
    />
  );
}
