import { Text } from '@mantine/core';
import { useFormat } from '../../format/use-format.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { ReportTable } from '../../report/report-table.js';
import { segmentTexts } from '../../texts/segments.js';
import { FiguresCard } from '../figures-card.js';
import { useWorth } from './api.js';

/** What the persons of a segment are worth, beside everybody. */
export function SegmentWorthView({ id }: { id: string }) {
  const t = useTexts(segmentTexts);
  const [language] = useLanguage();
  const query = useWorth(id);
  const worth = query.data;
  const title = worth?.title[language] ?? t('worth');
  const isEmpty = worth?.rows.every(([, persons]) => persons === 0);
  const sayWho = (cell: unknown) => (cell === 'segment' ? t('segment') : t('everybody'));
  return (
    <FiguresCard title={title} text={worth?.definition[language] ?? ''} columns={worth?.columns ?? []} query={query}>
      {worth && isEmpty && <Text>{worth.empty[language]}</Text>}
      {worth && (
        <ReportTable
          report={worth}
          title={title}
          cell={({ name }, cell) => (name === 'group' ? sayWho(cell) : undefined)}
        />
      )}
      {worth && <Coverage worth={worth} />}
    </FiguresCard>
  );
}

function Coverage({ worth }: { worth: NonNullable<ReturnType<typeof useWorth>['data']> }) {
  const t = useTexts(segmentTexts);
  const format = useFormat();
  return (
    <Text size="xs" c="dimmed">
      {t('purpose')} {worth.timeZone}, {format(worth.computedAt, 'time')}
    </Text>
  );
}
