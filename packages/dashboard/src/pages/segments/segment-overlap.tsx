import { MultiSelect, Table } from '@mantine/core';
import { mostOverlapping, type SegmentOverlap } from '@sillage/protocol';
import { useState } from 'react';
import { useFormat } from '../../format/use-format.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { FiguresCard } from '../figures-card.js';
import { ScrollTable } from '../scroll-table.js';
import { useOverlap, useSegments } from './api.js';

/** How many of a segment are in others too. */
export function SegmentOverlapView({ id }: { id: string }) {
  const t = useTexts(segmentTexts);
  const [language] = useLanguage();
  const segments = useSegments().data ?? [];
  const others = segments.filter((one) => one.id !== id);
  const [chosen, setChosen] = useState<string[]>([]);
  const query = useOverlap([id, ...chosen]);
  const isIdle = chosen.length === 0;
  const nameOf = (of: string) => segments.find((one) => one.id === of)?.names[language] ?? of;
  return (
    <FiguresCard
      title={t('overlap')}
      text={t('overlapMeaning')}
      query={{ error: query.error, isPending: query.isPending && !isIdle }}
    >
      <MultiSelect
        label={t('overlapWith')}
        placeholder={isIdle ? t('overlapHint') : ''}
        data={others.map((one) => ({ value: one.id, label: one.names[language] }))}
        value={chosen}
        onChange={setChosen}
        maxValues={mostOverlapping - 1}
        searchable
        clearable
      />
      {!isIdle && query.data && <Pairs overlap={query.data} id={id} nameOf={nameOf} />}
    </FiguresCard>
  );
}

interface PairsProps {
  overlap: SegmentOverlap;
  id: string;
  nameOf: (id: string) => string;
}

function Pairs({ overlap, id, nameOf }: PairsProps) {
  const t = useTexts(segmentTexts);
  const format = useFormat();
  const sizeOf = (of: string) => overlap.segments.find(({ segment }) => segment === of)?.persons ?? 0;
  const share = (part: number, whole: number) => format(whole === 0 ? null : part / whole, 'share');
  const rows = overlap.pairs.flatMap(({ segments: [one, other], persons }) => (one === id ? [{ other, persons }] : []));
  return (
    <ScrollTable title={t('overlap')} minWidth={420}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('name')}</Table.Th>
          <Table.Th ta="right">{t('persons')}</Table.Th>
          <Table.Th ta="right">{t('inBoth')}</Table.Th>
          <Table.Th ta="right">{t('ofThis')}</Table.Th>
          <Table.Th ta="right">{t('ofOther')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ other, persons }) => (
          <Table.Tr key={other} data-overlap={other}>
            <Table.Td>{nameOf(other)}</Table.Td>
            <Table.Td ta="right">{format(sizeOf(other), 'count')}</Table.Td>
            <Table.Td ta="right">{format(persons, 'count')}</Table.Td>
            <Table.Td ta="right">{share(persons, sizeOf(id))}</Table.Td>
            <Table.Td ta="right">{share(persons, sizeOf(other))}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollTable>
  );
}
