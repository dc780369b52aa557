import { Alert, Anchor, NativeSelect, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import type { Report } from '@sillage/protocol';
import { useCallback, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { BarChart } from '../../charts/bar-chart.js';
import { TimeChart } from '../../charts/time-chart.js';
import { useNamed } from '../../format/use-named.js';
import { useValueName } from '../../format/use-value-name.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { columnOf, numbersOf } from '../../report/report-cells.js';
import { ReportView } from '../../report/report-view.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { Choice } from '../choice.js';
import { surveysPath, useLinks } from '../links.js';
import { useSurveys } from './api.js';
import { SatisfactionHead } from './satisfaction-head.js';

/** Bars of a chart; the table has them all. */
const shownBars = 10;

/** How satisfied who answered is: over time, by what they saw and who they are. The survey stands in the address. */
export function Barometer() {
  const t = useTexts(satisfactionTexts);
  const say = useFailureText();
  const toLink = useLinks();
  const [search, setSearch] = useSearchParams();
  const { data: surveys, error, isPending } = useSurveys();
  const asked = surveys?.find(({ id }) => id === search.get('survey'));
  const picked = asked ?? surveys?.find(({ status }) => status === 'live') ?? surveys?.[0];
  const pick = (id: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('survey', id);
      return next;
    });
  const picker = picked && (
    <NativeSelect
      label={t('survey')}
      value={picked.id}
      data={surveys?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      onChange={({ currentTarget: { value } }) => pick(value)}
    />
  );
  return (
    <>
      <SatisfactionHead actions={picker} />
      {isPending && <Skeleton height={240} />}
      {error && <Alert color="red">{say(error)}</Alert>}
      {surveys && !picked && (
        <Text>
          {t('empty')}{' '}
          <Anchor component={Link} to={toLink(`satisfaction/${surveysPath}`)}>
            {t('surveys')}
          </Anchor>
        </Text>
      )}
      {picked && <Reports survey={picked.id} />}
    </>
  );
}

/** Weeks without an answer have no row: they are not laid beside those of another period. */
function Reports({ survey }: { survey: string }) {
  return (
    <Stack>
      <ReportView
        name="survey-barometer"
        parameters={{ survey }}
        compare="none"
        chart={(report, title) => <Curve report={report} title={title} />}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <ReportView
          name="survey-by-topic"
          parameters={{ survey }}
          chart={(report, title) => <Bars report={report} title={title} by="topic" nameOf={String} />}
        />
        <ByVisitor survey={survey} />
      </SimpleGrid>
      <ReportView name="survey-looked-at" parameters={{ survey }} pageSize={10} />
    </Stack>
  );
}

const dimensions = ['device', 'country', 'channel', 'customer'] as const;
const knownGroups: Record<string, 'isCustomer' | 'isVisitor' | 'unknown'> = {
  customer: 'isCustomer',
  visitor: 'isVisitor',
  '': 'unknown',
};

function ByVisitor({ survey }: { survey: string }) {
  const t = useTexts(satisfactionTexts);
  const [by, setBy] = useState<(typeof dimensions)[number]>('device');
  const say = useValueName();
  const nameOf = useCallback(
    (group: unknown) => {
      const known = knownGroups[String(group ?? '')];
      return known ? t(known) : say(by, String(group));
    },
    [t, say, by],
  );
  const control = <Choice label={t('by')} value={by} values={dimensions} nameOf={t} onChange={setBy} />;
  return (
    <ReportView
      name="survey-by-visitor"
      parameters={{ survey, by }}
      controls={control}
      chart={(report, title) => <Bars report={report} title={title} by="group" nameOf={nameOf} />}
      cell={(column, cell) => (column.name === 'group' ? nameOf(cell) : undefined)}
    />
  );
}

function useScoreName(report: Report): string {
  const [language] = useLanguage();
  return report.columns.find(({ name }) => name === 'score')?.title[language] ?? '';
}

/** The score week by week, with what it may as well be. */
function Curve({ report, title }: { report: Report; title: string }) {
  const named = useNamed();
  const name = useScoreName(report);
  const weeks = useMemo(() => columnOf(report, 'week').map(String), [report]);
  const series = useMemo(() => {
    const band = { low: numbersOf(report, 'low'), high: numbersOf(report, 'high') };
    return [{ name, unit: 'number' as const, values: numbersOf(report, 'score'), band }];
  }, [report, name]);
  return <TimeChart label={named(title, name)} days={weeks} series={series} />;
}

interface BarsProps {
  report: Report;
  title: string;
  /** The column whose cells are named. */
  by: string;
  nameOf: (cell: unknown) => string;
}

function Bars({ report, title, by, nameOf }: BarsProps) {
  const named = useNamed();
  const name = useScoreName(report);
  const names = useMemo(() => columnOf(report, by).slice(0, shownBars).map(nameOf), [report, by, nameOf]);
  const series = useMemo(() => [{ name, values: numbersOf(report, 'score').slice(0, shownBars) }], [report, name]);
  return <BarChart label={named(title, name)} names={names} series={series} unit="number" />;
}
