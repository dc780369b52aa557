import { Alert, Anchor, Badge, Button, Paper, Skeleton, Table, Text } from '@mantine/core';
import { describeSegment } from '@sillage/protocol/describe-segment';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { useFormat } from '../../format/use-format.js';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { newId, useLinks } from '../links.js';
import { ScrollTable } from '../scroll-table.js';
import { type ListedSegment, useLatestSizes, useSegments } from './api.js';

/** All segments, the site's own first, with the size that was counted last. */
export function SegmentList() {
  const t = useTexts(segmentTexts);
  const say = useFailureText();
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  const segments = useSegments();
  const make = (
    <Button component={Link} to={toLink(`segments/${newId}`)} leftSection={<IconPlus size={16} aria-hidden />}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHead title={usePageName('segments')} lead={t('lead')} asks="days" actions={mayWrite && make} />
      {segments.isPending && <Skeleton height={240} />}
      {segments.error && <Alert color="red">{say(segments.error)}</Alert>}
      {segments.data && <List segments={segments.data} />}
    </>
  );
}

function List({ segments }: { segments: readonly ListedSegment[] }) {
  const t = useTexts(segmentTexts);
  const sizes = useLatestSizes().data;
  return (
    <Paper withBorder p="md">
      {sizes?.size === 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('empty')}
        </Text>
      )}
      <ScrollTable title={t('list')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('meaning')}</Table.Th>
            <Table.Th ta="right">{t('persons')}</Table.Th>
            <Table.Th ta="right">{t('share')}</Table.Th>
            <Table.Th>{t('counted')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.map((segment) => (
            <Row key={segment.id} segment={segment} size={sizes?.get(segment.id)} />
          ))}
        </Table.Tbody>
      </ScrollTable>
    </Paper>
  );
}

function Row({
  segment,
  size,
}: {
  segment: ListedSegment;
  size: { persons: number; of: number; at: number } | undefined;
}) {
  const t = useTexts(segmentTexts);
  const [language] = useLanguage();
  const format = useFormat();
  const toLink = useLinks();
  const share = size && size.of > 0 ? size.persons / size.of : null;
  return (
    <Table.Tr data-segment={segment.id}>
      <Table.Td>
        <Anchor component={Link} to={toLink(`segments/${segment.id}`)}>
          {segment.names[language]}
        </Anchor>{' '}
        {segment.version === undefined && <Badge variant="default">{t('readyMade')}</Badge>}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{describeSegment(segment.tree, language)}</Text>
      </Table.Td>
      <Table.Td ta="right" data-column="persons">
        {format(size?.persons ?? null, 'count')}
      </Table.Td>
      <Table.Td ta="right">{format(share, 'share')}</Table.Td>
      <Table.Td>{size ? format(size.at, 'time') : t('notCounted')}</Table.Td>
    </Table.Tr>
  );
}
