import { Alert, Anchor, Button, Code, Paper, Skeleton, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { newId, useLinks } from '../links.js';
import { useSlots } from './api.js';
import { SlotEditor } from './slot-editor.js';
import { StudioHead, slotsPath } from './studio-head.js';

/** All slots, or the one that is opened. */
export function SlotList({ opened }: { opened: string | undefined }) {
  const t = useTexts(slotTexts);
  const say = useFailureText();
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  const slots = useSlots();
  const known = slots.data?.find(({ id }) => id === opened);
  const make = (
    <Button
      component={Link}
      to={toLink(`offers/${slotsPath}/${newId}`)}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('newSlot')}
    </Button>
  );
  return (
    <>
      <StudioHead tab={slotsPath} actions={mayWrite && make} />
      {slots.isPending && <Skeleton height={160} />}
      {slots.error && <Alert color="red">{say(slots.error)}</Alert>}
      {slots.data && opened && !known && opened !== newId && <Alert>{t('none')}</Alert>}
      {slots.data && (known || opened === newId) && <SlotEditor key={opened} slot={known} />}
      {slots.data && !opened && <List slots={slots.data} />}
    </>
  );
}

function List({
  slots,
}: {
  slots: readonly { id: string; name: string; template: 'banner' | 'product_list' | 'cart_reminder' | 'custom' }[];
}) {
  const t = useTexts(slotTexts);
  const toLink = useLinks();
  if (slots.length === 0) return <Text>{t('empty')}</Text>;
  return (
    <Paper withBorder p="md">
      <Table aria-label={t('slots')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('id')}</Table.Th>
            <Table.Th>{t('template')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {slots.map(({ id, name, template }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} to={toLink(`offers/${slotsPath}/${id}`)}>
                  {name}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Code>{id}</Code>
              </Table.Td>
              <Table.Td>{t(template)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
