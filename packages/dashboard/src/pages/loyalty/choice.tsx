import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../i18n.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { type Step, steps } from './period-name.js';

export interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  values: readonly Value[];
  nameOf: (value: Value) => string;
  onChange: (value: Value) => void;
}

/** One of a few values that a report is asked with. */
export function Choice<Value extends string>({ label, value, values, nameOf, onChange }: ChoiceProps<Value>) {
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      data={values.map((one) => ({ value: one, label: nameOf(one) }))}
      onChange={({ currentTarget }) => onChange(values.find((one) => one === currentTarget.value) ?? value)}
    />
  );
}

export function StepChoice({ value, onChange }: { value: Step; onChange: (step: Step) => void }) {
  const t = useTexts(loyaltyTexts);
  return <Choice label={t('by')} value={value} values={steps} nameOf={t} onChange={onChange} />;
}
