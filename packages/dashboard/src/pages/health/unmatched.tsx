import { Table, Text } from '@mantine/core';
import type { UnmatchedReply } from '@sillage/protocol';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { healthTexts } from '../../texts/health.js';
import { FiguresCard } from '../figures-card.js';
import { PlainTable } from '../plain-table.js';
import { useUnmatched } from './api.js';

/** Products of events that the catalogue does not have. */
export function Unmatched() {
  const t = useTexts(healthTexts);
  const query = useUnmatched();
  return (
    <FiguresCard title={t('unmatched')} text={t('unmatchedMeaning')} query={query}>
      {query.data && <Found reply={query.data} />}
    </FiguresCard>
  );
}

function Found({ reply: { seen, unmatched, examples } }: { reply: UnmatchedReply }) {
  const t = useTexts(healthTexts);
  const format = useFormat();
  if (seen === 0) return <Text c="dimmed">{t('noProducts')}</Text>;
  if (unmatched === 0) return <Text>{t('allMatch', { seen: format(seen, 'count') })}</Text>;
  return (
    <>
      <Text>{t('someMiss', { unmatched: format(unmatched, 'count'), seen: format(seen, 'count') })}</Text>
      <PlainTable title={t('unmatched')} heads={[t('product'), t('events'), t('visitors'), t('lastSeen')]}>
        {examples.map(({ productId, events, visitors, lastAt }) => (
          <Table.Tr key={productId}>
            <Table.Td>{productId}</Table.Td>
            <Table.Td>{format(events, 'count')}</Table.Td>
            <Table.Td>{format(visitors, 'count')}</Table.Td>
            <Table.Td>{format(lastAt, 'time')}</Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
    </>
  );
}
