import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { DashboardUser } from '@sillage/protocol';
import { useState } from 'react';
import { useSession } from '../../api/session.js';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { PlainTable } from '../plain-table.js';
import { Read } from '../read.js';
import { useUsers } from './api.js';
import { Remove } from './remove.js';
import { UserForm } from './user-form.js';

type Opened = { what: 'form'; user?: DashboardUser } | { what: 'remove'; user: DashboardUser };

/** Who may sign in, and as what. */
export function Users() {
  const t = useTexts(accountsTexts);
  const query = useUsers();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Stack>
      <Group>
        <Button onClick={() => setOpened({ what: 'form' })}>{t('addUser')}</Button>
      </Group>
      <Read query={query}>{(users) => <UserTable users={users} onOpen={setOpened} />}</Read>
      {opened?.what === 'form' && <UserForm {...(opened.user && { user: opened.user })} onClose={close} />}
      {opened?.what === 'remove' && (
        <Remove
          kind="users"
          id={opened.user.id}
          title={t('removeUser', { name: opened.user.name })}
          text={t('removeUserText', { email: opened.user.email })}
          verb={t('remove')}
          onClose={close}
        />
      )}
    </Stack>
  );
}

function UserTable({ users, onOpen }: { users: readonly DashboardUser[]; onOpen: (opened: Opened) => void }) {
  const t = useTexts(accountsTexts);
  const format = useFormat();
  const { user: self } = useSession();
  const heads = [t('name'), t('email'), t('role'), t('sites'), t('createdAt'), t('actions')];
  return (
    <PlainTable title={t('users')} heads={heads}>
      {users.map((user) => (
        <Table.Tr key={user.id}>
          <Table.Td>
            {user.name}
            {user.id === self.id && <Text span c="dimmed">{` (${t('you')})`}</Text>}
          </Table.Td>
          <Table.Td>{user.email}</Table.Td>
          <Table.Td>{t(user.role)}</Table.Td>
          <Table.Td>{user.sites.length === 0 ? t('allSites') : user.sites.join(', ')}</Table.Td>
          <Table.Td>{format(user.createdAt, 'time')}</Table.Td>
          <Table.Td>
            <Group gap="xs" wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('changeUser', { name: user.name })}
                onClick={() => onOpen({ what: 'form', user })}
              >
                {t('change')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${t('remove')} ${user.name}`}
                onClick={() => onOpen({ what: 'remove', user })}
              >
                {t('remove')}
              </Button>
            </Group>
          </Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  );
}
