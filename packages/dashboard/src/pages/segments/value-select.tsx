import { MultiSelect, Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FactValue, topicPattern, type ValueFact } from '@sillage/protocol';
import { useState } from 'react';
import { useLanguage, useTexts } from '../../i18n.js';
import { conditionTexts } from '../../texts/conditions.js';
import { useFactValues } from './api.js';

/** After the last key. */
const searchAfterMs = 200;

export interface ValueSelectProps extends Pick<SelectProps, 'error'> {
  fact: ValueFact;
  label: string;
  placeholder: string;
  /** Empty: none is chosen. */
  value: string;
  onChange: (value: string) => void;
}

/** One value of those that the site has seen, by search; or whatever is typed, for it may come yet. */
export function ValueSelect({ fact, label, placeholder, value, onChange, error }: ValueSelectProps) {
  const t = useTexts(conditionTexts);
  const { search, setSearch, options } = useOptions(fact, value === '' ? [] : [value]);
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      nothingFoundMessage={t('nothingFound')}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: found }) => found}
      data={options}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      error={error}
      maxDropdownHeight={280}
    />
  );
}

export interface ValuesSelectProps {
  fact: ValueFact;
  label: string;
  placeholder: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

export function ValuesSelect({ fact, label, placeholder, values, onChange }: ValuesSelectProps) {
  const t = useTexts(conditionTexts);
  const { search, setSearch, options } = useOptions(fact, values);
  return (
    <MultiSelect
      aria-label={label}
      placeholder={values.length === 0 ? placeholder : ''}
      nothingFoundMessage={t('nothingFound')}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: found }) => found}
      data={options}
      value={[...values]}
      onChange={onChange}
      maxValues={50}
      miw={220}
    />
  );
}

function useOptions(fact: ValueFact, chosen: readonly string[]) {
  const [language] = useLanguage();
  const [search, setSearch] = useState('');
  const [starts] = useDebouncedValue(search.trim(), searchAfterMs);
  // what is chosen stands in the field as it is told in the list: that is nothing to search by
  const isChosen = chosen.some((value) => starts === value || starts.endsWith(` (${value})`));
  const { data } = useFactValues(fact, isChosen ? '' : starts);
  const found = data?.values ?? [];
  const typed = toValue(fact, search);
  const isKnown = (value: string) => found.some((one) => one.value === value);
  const extra = [...new Set([...chosen, ...(typed === undefined ? [] : [typed])])].filter((value) => !isKnown(value));
  const all: FactValue[] = [...extra.map((value) => ({ value, times: 0 })), ...found];
  const options = all.map((one) => ({ value: one.value, label: toLabel(fact, one, language) }));
  return { search, setSearch, options };
}

/** What is typed, where it may be a value by itself. */
function toValue(fact: ValueFact, search: string): string | undefined {
  const text = search.trim();
  if (fact === 'country') return /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : undefined;
  if (fact === 'topic') return text.length <= 200 && topicPattern.test(text) ? text : undefined;
  return text === '' || text.length > 128 || text.includes(' (') ? undefined : text;
}

function toLabel(fact: ValueFact, { value, name }: FactValue, language: string): string {
  if (fact === 'country' && /^[A-Z]{2}$/.test(value)) {
    return `${new Intl.DisplayNames(language, { type: 'region' }).of(value)} (${value})`;
  }
  return name === undefined ? value : `${name} (${value})`;
}
