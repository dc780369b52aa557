import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTexts } from '../../i18n.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { useProducts } from './api.js';

export interface ProductPickerProps extends Pick<MultiSelectProps, 'label' | 'description' | 'error' | 'placeholder'> {
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** Products of the catalogue, found by name; ids that it does not have stay as they are. */
export function ProductPicker({ values, onChange, placeholder, ...more }: ProductPickerProps) {
  const t = useTexts(offerFormTexts);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), 200);
  const found = useProducts(asked).data ?? [];
  const unknown = values.filter((id) => !found.some((product) => product.id === id));
  const data = [
    ...unknown.map((id) => ({ value: id, label: id })),
    ...found.slice(0, 50).map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
  ];
  return (
    <MultiSelect
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      data={data}
      value={[...values]}
      onChange={onChange}
      maxValues={100}
      placeholder={values.length > 0 ? '' : (placeholder ?? t('searchProduct'))}
      nothingFoundMessage={t('nothingFound')}
      {...more}
    />
  );
}
