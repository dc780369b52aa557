import { Select, Stack, Table, Text } from '@mantine/core';
import type { ArmComparison, ArmResults, Offer, OfferResults, ReportUnit } from '@sillage/protocol';
import { useState } from 'react';
import { formatPoints } from '../../format/format-cell.js';
import { useFormat } from '../../format/use-format.js';
import { useNamed } from '../../format/use-named.js';
import { useTell } from '../../format/use-tell.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { offerResultTexts } from '../../texts/offer-results.js';
import { FiguresCard } from '../figures-card.js';
import { ScrollTable } from '../scroll-table.js';
import { useResults } from './api.js';

const windows = [1, 7, 14, 30, 90];

/** What an offer earned, against those from whom it was withheld. */
export function OfferResultsView({ offer }: { offer: Offer }) {
  const t = useTexts(offerResultTexts);
  const [windowDays, setWindowDays] = useState(14);
  const query = useResults(offer.id, windowDays);
  const choice = (
    <Select
      aria-label={t('window')}
      allowDeselect={false}
      data={windows.map((days) => ({ value: String(days), label: t('days', { days }) }))}
      value={String(windowDays)}
      onChange={(days) => setWindowDays(Number(days ?? windowDays))}
    />
  );
  return (
    <FiguresCard title={t('title')} text={t('meaning')} query={query} controls={choice}>
      {query.data && (
        <Stack>
          <Arms results={query.data} />
          <Comparison results={query.data} name="conversion" unit="share" />
          <Comparison results={query.data} name="revenuePerPerson" unit="money" />
          {query.data.moved > 0 && (
            <Text size="xs" c="dimmed">
              {t('moved', { moved: query.data.moved })}
            </Text>
          )}
        </Stack>
      )}
    </FiguresCard>
  );
}

const columns = [
  ['persons', 'count'],
  ['clickedPersons', 'count'],
  ['dismissedPersons', 'count'],
  ['convertedPersons', 'count'],
  ['orders', 'count'],
  ['revenueMinor', 'money'],
] as const satisfies readonly (readonly [keyof ArmResults, ReportUnit])[];

function Arms({ results }: { results: OfferResults }) {
  const t = useTexts(offerResultTexts);
  const tell = useTell();
  return (
    <ScrollTable title={t('title')} minWidth={480}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('group')}</Table.Th>
          {columns.map(([name]) => (
            <Table.Th key={name} ta="right">
              {t(name)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {(['exposed', 'withheld'] as const).map((arm) => (
          <Table.Tr key={arm} data-arm={arm}>
            <Table.Td>{t(arm)}</Table.Td>
            {columns.map(([name, unit]) => (
              <Table.Td key={name} ta="right">
                {tell(results[arm][name], unit, results.currency)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollTable>
  );
}

interface ComparisonProps {
  results: OfferResults;
  name: 'conversion' | 'revenuePerPerson';
  unit: 'share' | 'money';
}

function Comparison({ results, name, unit }: ComparisonProps) {
  const t = useTexts(offerResultTexts);
  const tell = useTell();
  const named = useNamed();
  const [language] = useLanguage();
  const round = (value: number) => tell(unit === 'money' ? Math.round(value) : value, unit, results.currency);
  const points = (value: number) => t('points', { points: formatPoints(value, language) });
  const comparison = results[name];
  const compared = { exposed: round(comparison.exposed), withheld: round(comparison.withheld) };
  return (
    <div data-comparison={name}>
      <Text fw={600}>{named(t(name), t('compared', compared))}</Text>
      <Text>{sayStatus(comparison, t, unit === 'money' ? round : points)}</Text>
      <Needed comparison={comparison} />
    </div>
  );
}

type Say = (key: ArmComparison['status'], values?: Record<string, string>) => string;

function sayStatus(comparison: ArmComparison, t: Say, round: (value: number) => string): string {
  if (!('difference' in comparison)) return t(comparison.status);
  const { status, difference, low, high } = comparison;
  return t(status, { difference: round(difference), low: round(low), high: round(high) });
}

/** How long until a difference can be told apart. */
function Needed({ comparison }: { comparison: ArmComparison }) {
  const t = useTexts(offerResultTexts);
  const format = useFormat();
  const { readable } = comparison;
  if (!readable) return null;
  const weeks = readable.weeks === undefined ? t('noTraffic') : t('weeks', { count: Math.ceil(readable.weeks) });
  return (
    <Text size="sm" c="dimmed">
      {t('needs', { effect: format(readable.effect, 'share'), persons: format(readable.persons, 'count') })}
      {weeks}
    </Text>
  );
}
