import { Fieldset, Select, SimpleGrid, Stack } from '@mantine/core';
import type { Trigger, TriggerKind } from '@sillage/protocol';
import { useLanguage, useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { NeededNumber } from '../number-field.js';
import { useSegments } from '../segments/api.js';
import { ValueSelect } from '../segments/value-select.js';
import { TimeField } from '../time-field.js';
import type { OfferFormState } from './offer-editor.js';
import { ProductPicker } from './product-picker.js';

/** To whom, from when to when, and at which moment. */
export function MomentFields({ form }: { form: OfferFormState }) {
  const t = useTexts(offerFormTexts);
  const [language] = useLanguage();
  const { site } = useAsk();
  const segments = useSegments().data ?? [];
  const { segment, startsAt, endsAt } = form.values;
  const hint = t('timeHint', { zone: site.timeZone });
  return (
    <Fieldset legend={`${t('who')} · ${t('when')}`}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Select
            label={t('segment')}
            description={t('who')}
            placeholder={t('everybody')}
            clearable
            searchable
            data={segments.map(({ id, names }) => ({ value: id, label: names[language] }))}
            value={segment === '' ? null : segment}
            onChange={(chosen) => form.setFieldValue('segment', chosen ?? '')}
            error={form.errors.segment}
          />
          <TimeField
            label={t('startsAt')}
            description={hint}
            value={startsAt}
            onChange={(at) => form.setFieldValue('startsAt', at)}
            error={form.errors.startsAt}
          />
          <TimeField
            label={t('endsAt')}
            description={hint}
            value={endsAt}
            onChange={(at) => form.setFieldValue('endsAt', at)}
            error={form.errors.endsAt}
          />
        </SimpleGrid>
        <TriggerFields form={form} />
      </Stack>
    </Fieldset>
  );
}

const begun: Record<TriggerKind, Trigger> = {
  returning: { kind: 'returning', afterDays: 30 },
  cart_idle: { kind: 'cart_idle', minutes: 30 },
  topic_viewed: { kind: 'topic_viewed', times: 3, days: 30 },
  order_due: { kind: 'order_due', share: 0.9 },
  back_in_stock: { kind: 'back_in_stock' },
};

const triggerKinds = Object.keys(begun) as TriggerKind[];

function TriggerFields({ form }: { form: OfferFormState }) {
  const t = useTexts(offerFormTexts);
  const { trigger } = form.values;
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        label={t('trigger')}
        placeholder={t('triggerAny')}
        clearable
        data={triggerKinds.map((kind) => ({ value: kind, label: t(kind) }))}
        value={trigger?.kind ?? null}
        onChange={(kind) => form.setFieldValue('trigger', kind === null ? null : begun[kind as TriggerKind])}
        error={form.errors.trigger}
      />
      {trigger && <TriggerDetails form={form} trigger={trigger} />}
    </SimpleGrid>
  );
}

function TriggerDetails({ form, trigger }: { form: OfferFormState; trigger: Trigger }) {
  const t = useTexts(offerFormTexts);
  const change = (next: Trigger) => form.setFieldValue('trigger', next);
  const number = (name: 'afterDays' | 'minutes' | 'times' | 'days', value: number, set: (value: number) => Trigger) => (
    <NeededNumber
      label={t(name)}
      min={1}
      value={value}
      allowDecimal={false}
      onChange={(typed) => change(set(typed))}
      error={form.errors[`trigger.${name}`]}
    />
  );
  switch (trigger.kind) {
    case 'returning':
      return number('afterDays', trigger.afterDays, (afterDays) => ({ ...trigger, afterDays }));
    case 'cart_idle':
      return number('minutes', trigger.minutes, (minutes) => ({ ...trigger, minutes }));
    case 'order_due':
      return (
        <NeededNumber
          label={t('share')}
          min={10}
          max={140}
          suffix=" %"
          value={Math.round(trigger.share * 10_000) / 100}
          onChange={(typed) => change({ ...trigger, share: typed / 100 })}
          error={form.errors['trigger.share']}
        />
      );
    case 'back_in_stock':
      return <StockProducts form={form} trigger={trigger} />;
    case 'topic_viewed': {
      const { topic = '', ...rest } = trigger;
      return (
        <>
          <ValueSelect
            fact="topic"
            label={t('topic')}
            placeholder={t('topicHint')}
            value={topic}
            onChange={(next) => change({ ...rest, ...(next !== '' && { topic: next }) })}
            error={form.errors['trigger.topic']}
          />
          {number('times', trigger.times, (times) => ({ ...trigger, times }))}
          {number('days', trigger.days, (days) => ({ ...trigger, days }))}
        </>
      );
    }
  }
}

interface StockProductsProps {
  form: OfferFormState;
  trigger: Extract<Trigger, { kind: 'back_in_stock' }>;
}

function StockProducts({ form, trigger: { products = [], ...rest } }: StockProductsProps) {
  const t = useTexts(offerFormTexts);
  const change = (next: string[]) =>
    form.setFieldValue('trigger', { ...rest, ...(next.length > 0 && { products: next }) });
  return (
    <ProductPicker
      label={t('stockProducts')}
      placeholder={t('stockHint')}
      values={products}
      onChange={change}
      error={form.errors['trigger.products']}
    />
  );
}
