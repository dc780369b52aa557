import { Button, NativeSelect, Popover, Stack } from '@mantine/core';
import type { ReportFilter } from '@sillage/protocol';
import { IconAdjustments } from '@tabler/icons-react';
import { useReport } from '../api/reports.js';
import { useValueName } from '../format/use-value-name.js';
import { useTexts } from '../i18n.js';
import { columnOf } from '../report/report-cells.js';
import { filterNames, useAsk, useChangeAsk } from '../state/ask.js';
import { askTexts } from '../texts/ask.js';
import { currencies } from './currencies.js';

/** Channel, device, country and source among those that there are, and the currency. */
export function FilterPicker() {
  const t = useTexts(askTexts);
  const { filters } = useAsk();
  const count = Object.keys(filters).length;
  return (
    <Popover width={280} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconAdjustments size={16} aria-hidden />}>
          {count === 0 ? t('filters') : t('filtersSet', { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filters')}>
        <Filters />
      </Popover.Dropdown>
    </Popover>
  );
}

function Filters() {
  const t = useTexts(askTexts);
  const change = useChangeAsk();
  const none = Object.fromEntries(filterNames.map((name) => [name, '']));
  return (
    <Stack gap="sm">
      {filterNames.map((name) => (
        <Filter key={name} name={name} />
      ))}
      <CurrencyPicker />
      <Button variant="default" onClick={() => change(none)}>
        {t('clear')}
      </Button>
    </Stack>
  );
}

export function CurrencyPicker() {
  const t = useTexts(askTexts);
  const { site, currency } = useAsk();
  const change = useChangeAsk();
  return (
    <NativeSelect
      label={t('currency')}
      value={currency}
      data={currencies(site.currency)}
      onChange={({ currentTarget: { value } }) => change({ currency: value === site.currency ? '' : value })}
    />
  );
}

/** Its choices are those that there are with the other filters as they stand. */
function Filter({ name }: { name: ReportFilter }) {
  const t = useTexts(askTexts);
  const { filters } = useAsk();
  const change = useChangeAsk();
  const nameOf = useValueName();
  const { report } = useReport('overview-by', { parameters: { dimension: name }, compare: 'none', without: name });
  const chosen = filters[name];
  const known = (report ? columnOf(report, 'value') : []).map(String).filter((value) => value !== '');
  const values = [...new Set([...(chosen ? [chosen] : []), ...known])];
  return (
    <NativeSelect
      label={t(name)}
      value={chosen ?? ''}
      data={[{ value: '', label: t('all') }, ...values.map((value) => ({ value, label: nameOf(name, value) }))]}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
    />
  );
}
