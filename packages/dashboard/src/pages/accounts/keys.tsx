import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { ApiKey, NewApiKey } from '@sillage/protocol';
import { useState } from 'react';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { PlainTable } from '../plain-table.js';
import { Read } from '../read.js';
import { useKeys } from './api.js';
import { scopeNames, scopes } from './choices.js';
import { KeyForm } from './key-form.js';
import { MadeKey } from './made-key.js';
import { Remove } from './remove.js';

type Opened = { what: 'form' } | { what: 'made'; key: NewApiKey } | { what: 'revoke'; key: ApiKey };

/** Which programs may ask what, of which site. */
export function Keys() {
  const t = useTexts(accountsTexts);
  const query = useKeys();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Stack>
      <Group>
        <Button onClick={() => setOpened({ what: 'form' })}>{t('addKey')}</Button>
      </Group>
      <Read query={query}>
        {(keys) =>
          keys.length === 0 ? (
            <Text>{t('noKeys')}</Text>
          ) : (
            <KeyTable keys={keys} onRevoke={(key) => setOpened({ what: 'revoke', key })} />
          )
        }
      </Read>
      {opened?.what === 'form' && <KeyForm onMade={(key) => setOpened({ what: 'made', key })} onClose={close} />}
      {opened?.what === 'made' && <MadeKey made={opened.key} onClose={close} />}
      {opened?.what === 'revoke' && (
        <Remove
          kind="keys"
          id={opened.key.id}
          title={t('revokeKey', { name: opened.key.name })}
          text={t('revokeKeyText')}
          verb={t('revoke')}
          onClose={close}
        />
      )}
    </Stack>
  );
}

const scopesOf = (key: ApiKey) => scopes.filter((scope) => key.scopes.includes(scope));

function KeyTable({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const t = useTexts(accountsTexts);
  const format = useFormat();
  const heads = [t('name'), t('site'), t('scopes'), t('createdAt'), t('lastUsedAt'), t('actions')];
  return (
    <PlainTable title={t('keys')} heads={heads}>
      {keys.map((key) => (
        <Table.Tr key={key.id}>
          <Table.Td>{key.name}</Table.Td>
          <Table.Td>{key.site}</Table.Td>
          <Table.Td>
            {scopesOf(key)
              .map((scope) => t(scopeNames[scope]))
              .join(', ')}
          </Table.Td>
          <Table.Td>{format(key.createdAt, 'time')}</Table.Td>
          <Table.Td>{key.lastUsedAt === null ? t('never') : format(key.lastUsedAt, 'time')}</Table.Td>
          <Table.Td>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${t('revoke')} ${key.name}`}
              onClick={() => onRevoke(key)}
            >
              {t('revoke')}
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  );
}
