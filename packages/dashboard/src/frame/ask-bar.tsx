import { Group, NativeSelect } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n.js';
import { useAsk, useChangeAsk } from '../state/ask.js';
import { presets } from '../state/days.js';
import { askTexts } from '../texts/ask.js';
import { CurrencyPicker, FilterPicker } from './filter-picker.js';

/** The calendar is only loaded by who wants days of their own. */
const DayPicker = lazy(async () => ({ default: (await import('./day-picker.js')).DayPicker }));

/** What a page can be asked for: `all`, or, where there is nothing to compare, its days alone, or with filters (`filtered`) or the currency (`money`). */
export type Asked = 'all' | 'filtered' | 'days' | 'money';

/** Which days, compared with which, filtered by what: of all reports of the page. */
export function AskBar({ asked }: { asked: Asked }) {
  const t = useTexts(askTexts);
  return (
    <Group gap="sm" align="flex-end" role="group" aria-label={t('bar')}>
      <PeriodPicker />
      {asked === 'all' && <ComparisonPicker />}
      {(asked === 'all' || asked === 'filtered') && <FilterPicker />}
      {asked === 'money' && <CurrencyPicker />}
    </Group>
  );
}

function PeriodPicker() {
  const t = useTexts(askTexts);
  const { preset, from, to } = useAsk();
  const change = useChangeAsk();
  const [wantsOwn, setWantsOwn] = useState(false);
  const isCustom = wantsOwn || preset === undefined;
  const asked = preset ?? `${from} ${to}`;
  /** What was chosen here, until the address asks for it: what is wanted since then holds. */
  const chosen = useRef<string>(undefined);
  useEffect(() => {
    if (asked !== chosen.current) setWantsOwn(false);
    chosen.current = undefined;
  }, [asked]);
  return (
    <>
      <NativeSelect
        label={t('period')}
        value={isCustom ? 'custom' : preset}
        data={[...presets, 'custom' as const].map((one) => ({ value: one, label: t(one) }))}
        onChange={({ currentTarget: { value } }) => {
          setWantsOwn(value === 'custom');
          if (value === 'custom') return;
          chosen.current = value;
          change({ period: value, from: '', to: '' });
        }}
      />
      {isCustom && (
        <Suspense fallback={null}>
          <DayPicker />
        </Suspense>
      )}
    </>
  );
}

function ComparisonPicker() {
  const t = useTexts(askTexts);
  const { compare } = useAsk();
  const change = useChangeAsk();
  return (
    <NativeSelect
      label={t('compare')}
      value={compare}
      data={[
        { value: 'previous', label: t('previous') },
        { value: 'year', label: t('lastYear') },
        { value: 'none', label: t('none') },
      ]}
      onChange={({ currentTarget: { value } }) => change({ compare: value })}
    />
  );
}
