import { Text } from '@mantine/core';
import type { Report, ReportColumn, SegmentSizes } from '@sillage/protocol';
import { useMemo } from 'react';
import { TimeChart } from '../../charts/time-chart.js';
import { type Translate, useTexts } from '../../i18n.js';
import { ReportTable } from '../../report/report-table.js';
import { useAsk } from '../../state/ask.js';
import { segmentTexts } from '../../texts/segments.js';
import { FiguresCard } from '../figures-card.js';
import { inBoth } from '../in-both.js';
import { useSizes } from './api.js';

/** How many were in it, day by day. */
export function SegmentSizesView({ id }: { id: string }) {
  const t = useTexts(segmentTexts);
  const query = useSizes(id);
  const { site, currency } = useAsk();
  const sizes = query.data?.sizes;
  const series = useMemo(
    () => [{ name: t('persons'), unit: 'count' as const, values: (sizes ?? []).map(({ persons }) => persons) }],
    [sizes, t],
  );
  const title = t('sizes');
  return (
    <FiguresCard title={title} text={t('sizesMeaning')} query={query}>
      {sizes?.length === 0 && <Text>{t('sizesEmpty')}</Text>}
      {query.data && sizes && sizes.length > 0 && (
        <>
          <TimeChart label={title} days={sizes.map(({ day }) => day)} series={series} />
          <ReportTable report={toReport(query.data, { site: site.id, currency }, t)} title={title} pageSize={10} />
        </>
      )}
    </FiguresCard>
  );
}

type Say = Translate<'day' | 'persons' | 'everybody'>;

function toReport(told: SegmentSizes, of: Pick<Report, 'site' | 'currency'>, t: Say): Report {
  const { sizes, timeZone, from, to } = told;
  const columns: ReportColumn[] = [
    { name: 'day', unit: 'day', title: inBoth(t('day')) },
    { name: 'persons', unit: 'count', title: inBoth(t('persons')) },
    { name: 'of', unit: 'count', title: inBoth(t('everybody')) },
  ];
  const rows = sizes.map((size) => [size.day, size.persons, size.of]).reverse();
  const coverage = { measuredViews: 0, exemptViews: null };
  const computedAt = Math.max(0, ...sizes.map(({ at }) => at));
  return {
    name: 'segment-sizes',
    ...of,
    timeZone,
    from,
    to,
    columns,
    rows,
    isCut: false,
    coverage,
    computedAt,
    tookMs: 0,
  };
}
