import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { Look } from '@sillage/protocol';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { PlainTable } from '../plain-table.js';
import { Read } from '../read.js';
import { useLooks } from './api.js';

/** Who looked at whom, newest first. */
export function Looks() {
  const t = useTexts(accountsTexts);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useLooks();
  const looks = data?.pages.flat();
  return (
    <Stack>
      <Text>{t('looksLead')}</Text>
      <Read query={{ data: looks, error, isPending, refetch }}>
        {(all) => (all.length === 0 ? <Text>{t('noLooks')}</Text> : <LookTable looks={all} />)}
      </Read>
      {hasNextPage && (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function LookTable({ looks }: { looks: readonly Look[] }) {
  const t = useTexts(accountsTexts);
  const format = useFormat();
  return (
    <PlainTable title={t('looks')} heads={[t('at'), t('by'), t('site'), t('route'), t('subject')]}>
      {looks.map(({ id, at, by, site, route, subject }) => (
        <Table.Tr key={id}>
          <Table.Td>{format(at, 'time')}</Table.Td>
          <Table.Td>{by}</Table.Td>
          <Table.Td>{site}</Table.Td>
          <Table.Td>{route}</Table.Td>
          <Table.Td maw={260}>
            <Text size="sm" truncate="end" title={subject}>
              {subject === '*' ? t('everybody') : subject}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  );
}
