import { NativeSelect } from '@mantine/core';

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
      w="fit-content"
      value={value}
      data={values.map((one) => ({ value: one, label: nameOf(one) }))}
      onChange={({ currentTarget }) => onChange(values.find((one) => one === currentTarget.value) ?? value)}
    />
  );
}
