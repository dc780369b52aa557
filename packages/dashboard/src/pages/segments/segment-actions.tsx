import { Button, Group, Menu, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy, IconDownload, IconGift, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { saveFile } from '../../api/save-file.js';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { newId, useLinks } from '../links.js';
import { type ListedSegment, memberFormats, useDeleteSegment, useMembersFile } from './api.js';

/** What can be done with a segment as it is saved. */
export function SegmentActions({ segment }: { segment: ListedSegment }) {
  const t = useTexts(segmentTexts);
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  return (
    <Group gap="xs">
      <ExportMenu id={segment.id} />
      {mayWrite && (
        <>
          <Button
            component={Link}
            to={toLink(`offers/${newId}`, { segment: segment.id })}
            leftSection={<IconGift size={16} aria-hidden />}
          >
            {t('useInOffer')}
          </Button>
          <Button
            component={Link}
            to={toLink(`segments/${newId}`, { copy: segment.id })}
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
          >
            {t('copy')}
          </Button>
        </>
      )}
      {mayWrite && segment.version !== undefined && <DeleteButton segment={segment} />}
    </Group>
  );
}

function ExportMenu({ id }: { id: string }) {
  const t = useTexts(segmentTexts);
  const say = useFailureText();
  const { mutate, isPending } = useMembersFile();
  const take = (format: (typeof memberFormats)[number]) =>
    mutate(
      { id, format },
      {
        onSuccess: (file) => saveFile(file, `${id}.${format}`),
        onError: (error) => void notify({ color: 'red', title: t('exportFailed'), message: say(error) }),
      },
    );
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" loading={isPending} leftSection={<IconDownload size={16} aria-hidden />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {memberFormats.map((format) => (
          <Menu.Item key={format} onClick={() => take(format)}>
            {format === 'parquet' ? 'Parquet' : format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function DeleteButton({ segment }: { segment: ListedSegment }) {
  const t = useTexts(segmentTexts);
  const say = useFailureText();
  const [language] = useLanguage();
  const toLink = useLinks();
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error } = useDeleteSegment();
  const isInUse = error instanceof ApiError && error.code === 'definition_in_use';
  return (
    <>
      <Button variant="default" color="red" onClick={open} leftSection={<IconTrash size={16} aria-hidden />}>
        {t('delete')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('delete')} closeButtonProps={{ 'aria-label': t('cancel') }}>
        <Text>{t('deleteAsk', { name: segment.names[language] })}</Text>
        {error && (
          <Text c="red" role="alert" mt="sm">
            {isInUse ? t('inUse', { offers: error.message.replace(/^offers: /, '') }) : say(error)}
          </Text>
        )}
        <Group mt="md">
          <Button
            color="red"
            loading={isPending}
            onClick={() => mutate(segment.id, { onSuccess: () => void navigate(toLink('segments')) })}
          >
            {t('deleteYes')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
