import { Group, Select } from '@mantine/core';
import {
  type InCartCondition,
  type InterestCondition,
  interestKinds,
  type MoneyCondition,
  type NumberCondition,
  type OrderShareCondition,
  priceBandBounds,
  type SegmentCondition,
  toPriceBand,
  type WordCondition,
} from '@sillage/protocol';
import { toMajor } from '@sillage/protocol/amount';
import { useLanguage, useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { conditionTexts } from '../../texts/conditions.js';
import { shareFacts } from './condition-fields.js';
import {
  Amount,
  ComparisonSelect,
  type EditorProps,
  MaybeAmount,
  SubjectPicker,
  TimesPicker,
} from './condition-parts.js';
import { toTypedMinor } from './to-typed-minor.js';
import { ValueSelect, ValuesSelect } from './value-select.js';

/** What a condition asks, with the editors and units of its kind. */
export function ConditionEditor({ condition, onChange }: EditorProps<SegmentCondition>) {
  switch (condition.type) {
    case 'number':
      return <NumberEditor condition={condition} onChange={onChange} />;
    case 'money':
      return <MoneyEditor condition={condition} onChange={onChange} />;
    case 'word':
      return <WordEditor condition={condition} onChange={onChange} />;
    case 'order_share':
      return <OrderShareEditor condition={condition} onChange={onChange} />;
    case 'viewed':
    case 'bought':
      return (
        <Group gap="xs">
          <SubjectPicker condition={condition} onChange={onChange} />
          <TimesPicker condition={condition} onChange={onChange} />
        </Group>
      );
    case 'did':
      return <TimesPicker condition={condition} onChange={onChange} />;
    case 'in_cart':
      return <CartEditor condition={condition} onChange={onChange} />;
    case 'interest':
      return <InterestEditor condition={condition} onChange={onChange} />;
  }
}

/** Shares are held between 0 and 1, and written in per cent. */
function Percent({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const t = useTexts(conditionTexts);
  const percent = Math.round(value * 10_000) / 100;
  return (
    <Amount
      label={t('percent')}
      suffix=" %"
      min={0}
      max={100}
      value={percent}
      onChange={(typed) => onChange(typed / 100)}
    />
  );
}

function NumberEditor({ condition, onChange }: EditorProps<NumberCondition>) {
  const t = useTexts(conditionTexts);
  const { fact, is, value } = condition;
  const change = (typed: number) => onChange({ ...condition, value: typed });
  return (
    <Group gap="xs">
      <ComparisonSelect value={is} onChange={(chosen) => onChange({ ...condition, is: chosen })} />
      {shareFacts.includes(fact) ? (
        <Percent value={value} onChange={change} />
      ) : (
        <Amount label={t('value')} min={0} value={value} onChange={change} />
      )}
    </Group>
  );
}

function MoneyEditor({ condition, onChange }: EditorProps<MoneyCondition>) {
  const t = useTexts(conditionTexts);
  const { currency, is, valueMinor } = condition;
  return (
    <Group gap="xs">
      <ComparisonSelect value={is} onChange={(chosen) => onChange({ ...condition, is: chosen })} />
      <Amount
        label={t('amount', { currency })}
        suffix={` ${currency}`}
        min={0}
        decimalScale={3}
        value={toMajor(valueMinor, currency)}
        onChange={(typed) => onChange({ ...condition, valueMinor: toTypedMinor(typed, currency) })}
      />
    </Group>
  );
}

function WordEditor({ condition, onChange }: EditorProps<WordCondition>) {
  const t = useTexts(conditionTexts);
  return (
    <ValuesSelect
      fact={condition.fact}
      label={t('among')}
      placeholder={t('amongHint')}
      values={condition.among}
      onChange={(among) => onChange({ ...condition, among })}
    />
  );
}

function OrderShareEditor({ condition, onChange }: EditorProps<OrderShareCondition>) {
  const t = useTexts(conditionTexts);
  return (
    <Group gap="xs">
      <ValueSelect
        fact="topic"
        label={t('topic')}
        placeholder={t('topicHint')}
        value={condition.topic}
        onChange={(topic) => onChange({ ...condition, topic })}
      />
      <ComparisonSelect value={condition.is} onChange={(is) => onChange({ ...condition, is })} />
      <Percent value={condition.value} onChange={(value) => onChange({ ...condition, value })} />
    </Group>
  );
}

function CartEditor({ condition, onChange }: EditorProps<InCartCondition>) {
  const t = useTexts(conditionTexts);
  const { idleHours, ...rest } = condition;
  return (
    <Group gap="xs">
      <SubjectPicker isOptional condition={condition} onChange={onChange} />
      <MaybeAmount
        label={t('idleHours')}
        placeholder={t('idleHours')}
        suffix=" h"
        min={0}
        allowDecimal={false}
        value={idleHours}
        onChange={(hours) => onChange({ ...rest, ...(hours !== undefined && { idleHours: hours }) })}
      />
    </Group>
  );
}

const strengths = ['top', 'minShare', 'minScore'] as const;
type Strength = (typeof strengths)[number];
const usual: Record<Strength, number> = { top: 3, minShare: 0.3, minScore: 1 };

/** Of several strengths that a tree asks together the editor shows one, and leaves the others as they are. */
function InterestEditor({ condition, onChange }: EditorProps<InterestCondition>) {
  const t = useTexts(conditionTexts);
  const { kind, key, top, minShare, minScore } = condition;
  const strength = top !== undefined ? 'top' : minShare !== undefined ? 'minShare' : 'minScore';
  const value = { top, minShare, minScore }[strength] ?? usual[strength];
  const setStrength = (next: Strength) => onChange({ type: 'interest', kind, key, [next]: usual[next] });
  return (
    <Group gap="xs">
      <Select
        aria-label={t('about')}
        w={160}
        allowDeselect={false}
        data={interestKinds.map((one) => ({ value: one, label: t(one) }))}
        value={kind}
        onChange={(chosen) => onChange({ ...condition, kind: (chosen ?? kind) as typeof kind, key: '' })}
      />
      <InterestKey condition={condition} onChange={onChange} />
      <Select
        aria-label={t('asked')}
        w={190}
        allowDeselect={false}
        data={strengths.map((one) => ({ value: one, label: t(one) }))}
        value={strength}
        onChange={(chosen) => setStrength((chosen ?? strength) as Strength)}
      />
      {strength === 'minShare' ? (
        <Percent value={value} onChange={(share) => onChange({ ...condition, minShare: share })} />
      ) : (
        <Amount
          label={t(strength)}
          min={strength === 'top' ? 1 : 0}
          value={value}
          allowDecimal={strength !== 'top'}
          onChange={(typed) => onChange({ ...condition, [strength]: typed })}
        />
      )}
    </Group>
  );
}

function InterestKey({ condition, onChange }: EditorProps<InterestCondition>) {
  const t = useTexts(conditionTexts);
  const { kind, key } = condition;
  const change = (chosen: string | null) => onChange({ ...condition, key: chosen ?? '' });
  if (kind === 'price_band') return <BandSelect value={key} onChange={change} />;
  const hint = kind === 'brand' ? t('brandHint') : t('topicHint');
  return <ValueSelect fact={kind} label={t(kind)} placeholder={hint} value={key} onChange={change} />;
}

function BandSelect({ value, onChange }: { value: string; onChange: (value: string | null) => void }) {
  const t = useTexts(conditionTexts);
  const [language] = useLanguage();
  const { site } = useAsk();
  const bands = priceBandBounds.map((bound) => toPriceBand(bound, site.currency));
  const data = [...new Set([...bands, ...(value === '' ? [] : [value])])];
  const label = (band: string) => toWords(band, language);
  return (
    <Select
      aria-label={t('price_band')}
      data={data.map((band) => ({ value: band, label: label(band) }))}
      value={value === '' ? null : value}
      onChange={onChange}
    />
  );
}

/** `EUR 2000-5000` as people write it; the last band has no end. */
function toWords(band: string, language: string): string {
  const [currency = 'EUR', bounds = ''] = band.split(' ');
  const [from = '', to = ''] = bounds.split('-');
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 });
  const [low, high] = [from, to].map((bound) => format.format(toMajor(Number(bound), currency)));
  return to === '' ? `≥ ${low}` : `${low} – ${high}`;
}
