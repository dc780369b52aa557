import { Button, Group, Menu } from '@mantine/core';
import { readyMadeSegments } from '@sillage/protocol';
import { IconCopy, IconDownload, IconGift } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { saveFile } from '../../api/save-file.js';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { segmentTexts } from '../../texts/segments.js';
import { DeleteButton } from '../delete-button.js';
import { newId, useLinks } from '../links.js';
import { type ListedSegment, memberFormats, useMembersFile } from './api.js';

/** What can be done with a segment as it is saved. */
export function SegmentActions({ segment }: { segment: ListedSegment }) {
  const t = useTexts(segmentTexts);
  const [language] = useLanguage();
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  const { site } = useAsk();
  const isReplacing = readyMadeSegments(site.currency).some(({ id }) => id === segment.id);
  const mayReadVisitors = useMay('visitors:read');
  return (
    <Group gap="xs">
      {mayReadVisitors && <ExportMenu id={segment.id} />}
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
      {segment.version !== undefined && (
        <DeleteButton
          collection="segments"
          id={segment.id}
          name={segment.names[language]}
          hint={t(isReplacing ? 'restoreHint' : 'deleteHint')}
          path="segments"
        />
      )}
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
