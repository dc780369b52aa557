import { Select, Stack, Table, Text } from '@mantine/core';
import type { ArmComparison, ArmResults, Offer, OfferResults, ReportUnit } from '@sillage/protocol';
import { useState } from 'react';
import { formatCell } from '../../format/format-cell.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerResultTexts } from '../../texts/offer-results.js';
import { FiguresCard } from '../figures-card.js';
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

/** Money of results is in the site's currency, whichever the page asks for. */
function useTell(currency: string): (value: number | null, unit: ReportUnit) => string {
  const [language] = useLanguage();
  const { timeZone } = useAsk().site;
  return (value, unit) => formatCell(value, unit, { language, currency, timeZone });
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
  const tell = useTell(results.currency);
  return (
    <Table.ScrollContainer
      minWidth={480}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('title'), role: 'group' } }}
    >
      <Table aria-label={t('title')}>
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
                  {tell(results[arm][name], unit)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface ComparisonProps {
  results: OfferResults;
  name: 'conversion' | 'revenuePerPerson';
  unit: 'share' | 'money';
}

function Comparison({ results, name, unit }: ComparisonProps) {
  const t = useTexts(offerResultTexts);
  const tell = useTell(results.currency);
  const comparison = results[name];
  const round = (value: number) => tell(unit === 'money' ? Math.round(value) : value, unit);
  return (
    <div data-comparison={name}>
      <Text fw={600}>
        {t(name)}
        {': '}
        {t('compared', { exposed: round(comparison.exposed), withheld: round(comparison.withheld) })}
      </Text>
      <Text>{sayStatus(comparison, t, round)}</Text>
      <Needed comparison={comparison} tell={tell} />
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
function Needed({ comparison, tell }: { comparison: ArmComparison; tell: ReturnType<typeof useTell> }) {
  const t = useTexts(offerResultTexts);
  const { readable } = comparison;
  if (!readable) return null;
  const weeks = readable.weeks === undefined ? t('noTraffic') : t('weeks', { count: Math.ceil(readable.weeks) });
  return (
    <Text size="sm" c="dimmed">
      {t('needs', { effect: tell(readable.effect, 'share'), persons: tell(readable.persons, 'count') })}
      {weeks}
    </Text>
  );
}
