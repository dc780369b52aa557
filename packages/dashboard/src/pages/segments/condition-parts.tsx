import { Group, Select } from '@mantine/core';
import { type Comparison, comparisons, type TopicOrProduct } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { conditionTexts } from '../../texts/conditions.js';
import { NeededNumber, type NeededNumberProps, NumberField, type NumberFieldProps } from '../number-field.js';
import { ValueSelect } from './value-select.js';

/** What every editor of a condition is given. */
export interface EditorProps<Condition> {
  condition: Condition;
  onChange: (condition: Condition) => void;
}

export function ComparisonSelect({ value, onChange }: { value: Comparison; onChange: (is: Comparison) => void }) {
  const t = useTexts(conditionTexts);
  return (
    <Select
      aria-label={t('comparison')}
      w={130}
      allowDeselect={false}
      data={comparisons.map((is) => ({ value: is, label: t(is) }))}
      value={value}
      onChange={(is) => onChange((is ?? value) as Comparison)}
    />
  );
}

type Looks = 'min' | 'max' | 'allowDecimal' | 'decimalScale' | 'suffix' | 'placeholder';

export interface AmountProps extends Pick<NeededNumberProps, Looks | 'value' | 'onChange'> {
  label: string;
}

/** A number that the condition can't be without. */
export function Amount({ label, ...more }: AmountProps) {
  return <NeededNumber aria-label={label} w={140} {...more} />;
}

export interface MaybeAmountProps extends Pick<NumberFieldProps, Looks> {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** A number; without one the condition does not ask for it. */
export function MaybeAmount({ label, value, onChange, ...more }: MaybeAmountProps) {
  return (
    <NumberField
      aria-label={label}
      w={140}
      value={value ?? ''}
      onChange={(typed) => onChange(typed === '' ? undefined : typed)}
      {...more}
    />
  );
}

interface SubjectProps<Condition extends TopicOrProduct> extends EditorProps<Condition> {
  /** Anything will do. */
  isOptional?: boolean;
}

/** A topic or a product, one of the two. */
export function SubjectPicker<Condition extends TopicOrProduct>(props: SubjectProps<Condition>) {
  const { condition, onChange, isOptional = false } = props;
  const t = useTexts(conditionTexts);
  const { topic, productId, ...rest } = condition;
  const kind = productId !== undefined ? 'product' : topic !== undefined ? 'topic' : 'anything';
  const change = (named: TopicOrProduct) => onChange({ ...rest, ...named } as Condition);
  const kinds = isOptional ? (['anything', 'topic', 'product'] as const) : (['topic', 'product'] as const);
  return (
    <Group gap="xs">
      <Select
        aria-label={t('about')}
        w={150}
        allowDeselect={false}
        data={kinds.map((one) => ({ value: one, label: t(one) }))}
        value={kind}
        onChange={(chosen) =>
          change(chosen === 'product' ? { productId: '' } : chosen === 'topic' ? { topic: '' } : {})
        }
      />
      {kind === 'topic' && (
        <ValueSelect
          fact="topic"
          label={t('topic')}
          placeholder={t('topicHint')}
          value={topic ?? ''}
          onChange={(chosen) => change({ topic: chosen })}
        />
      )}
      {kind === 'product' && (
        <ValueSelect
          fact="product"
          label={t('product')}
          placeholder={t('productHint')}
          value={productId ?? ''}
          onChange={(chosen) => change({ productId: chosen })}
        />
      )}
    </Group>
  );
}

interface Periodic {
  atLeast: number;
  withinDays?: number;
}

/** How often, and within how many days. */
export function TimesPicker<Condition extends Periodic>({ condition, onChange }: EditorProps<Condition>) {
  const t = useTexts(conditionTexts);
  const { withinDays, ...rest } = condition;
  return (
    <Group gap="xs">
      <Amount
        label={t('atLeastTimes')}
        suffix=" ×"
        min={1}
        allowDecimal={false}
        value={condition.atLeast}
        onChange={(atLeast) => onChange({ ...condition, atLeast })}
      />
      <MaybeAmount
        label={t('withinDays')}
        placeholder={t('anyTime')}
        suffix={t('daysSuffix')}
        min={1}
        max={36_500}
        allowDecimal={false}
        value={withinDays}
        onChange={(days) => onChange({ ...rest, ...(days !== undefined && { withinDays: days }) } as Condition)}
      />
    </Group>
  );
}
