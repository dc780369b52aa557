import { Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core';
import type { ProductBoost } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { NeededNumber } from '../number-field.js';
import { ValueSelect } from '../segments/value-select.js';

const kinds = ['product', 'topic', 'brand'] as const;
type Kind = (typeof kinds)[number];

export interface BoostsProps {
  boosts: readonly ProductBoost[];
  onChange: (boosts: ProductBoost[]) => void;
}

/** What rises or sinks among what is proposed. */
export function Boosts({ boosts, onChange }: BoostsProps) {
  const t = useTexts(slotTexts);
  const set = (place: number, boost: ProductBoost) => onChange(boosts.with(place, boost));
  return (
    <Fieldset legend={t('boosts')}>
      <Stack gap="xs">
        <Text size="sm">{t('boostsHint')}</Text>
        {boosts.map((boost, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a boost has no other identity while it is chosen
          <Group key={place}>
            <Boost boost={boost} onChange={(next) => set(place, next)} />
            <Button
              variant="subtle"
              color="red"
              aria-label={t('removeBoost', { name: nameOf(boost) })}
              onClick={() => onChange(boosts.toSpliced(place, 1))}
            >
              ✕
            </Button>
          </Group>
        ))}
        <Group>
          <Button variant="default" onClick={() => onChange([...boosts, { topic: '', factor: 2 }])}>
            {t('addBoost')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

const kindOf = (boost: ProductBoost): Kind => kinds.find((kind) => boost[kind] !== undefined) ?? 'topic';
const nameOf = (boost: ProductBoost) => boost[kindOf(boost)] ?? '';

function Boost({ boost, onChange }: { boost: ProductBoost; onChange: (boost: ProductBoost) => void }) {
  const t = useTexts(slotTexts);
  const kind = kindOf(boost);
  const { factor } = boost;
  return (
    <>
      <Select
        aria-label={t('kind')}
        w={120}
        allowDeselect={false}
        data={kinds.map((one) => ({ value: one, label: t(one) }))}
        value={kind}
        onChange={(next) => onChange({ [next ?? kind]: '', factor })}
      />
      <ValueSelect
        fact={kind}
        label={t(kind)}
        placeholder={t('search')}
        value={nameOf(boost)}
        onChange={(value) => onChange({ [kind]: value, factor })}
      />
      <NeededNumber
        aria-label={t('factor')}
        w={110}
        min={0.01}
        max={100}
        step={0.1}
        value={factor}
        onChange={(typed) => onChange({ ...boost, factor: typed })}
      />
    </>
  );
}
