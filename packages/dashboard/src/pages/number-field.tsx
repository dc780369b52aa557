import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../i18n.js';
import { toNumber } from './to-number.js';

export interface NumberFieldProps extends Omit<NumberInputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** Empty: there is none. */
  value: number | '';
  onChange: (value: number | '') => void;
}

/** A number, shown as it is typed (`12,` and `0,50` too), told as the number that it is by then, within its bounds once it is left. */
export function NumberField({ value, onChange, ...more }: NumberFieldProps) {
  const [language] = useLanguage();
  const [typed, setTyped] = useState<string | number>(value);
  return (
    <NumberInput
      decimalSeparator={language === 'fr' ? ',' : '.'}
      {...more}
      value={toNumber(typed) === value ? typed : value}
      onChange={(next) => {
        setTyped(next);
        onChange(toNumber(next));
      }}
    />
  );
}

export interface NeededNumberProps extends Omit<NumberFieldProps, 'value' | 'onChange' | 'onBlur'> {
  value: number;
  onChange: (value: number) => void;
}

/** One that can't be missing: while the field is empty what stood before holds, and it is back once the field is left. */
export function NeededNumber({ value, onChange, ...more }: NeededNumberProps) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <NumberField
      {...more}
      required
      withAsterisk={false}
      value={isEmpty ? '' : value}
      onBlur={() => setEmpty(false)}
      onChange={(next) => {
        setEmpty(next === '');
        if (next !== '') onChange(next);
      }}
    />
  );
}
