import {
  Alert,
  Button,
  Checkbox,
  Fieldset,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
} from '@mantine/core';
import type { Defined, ProductBoost, ProductRules } from '@sillage/protocol';
import { useState } from 'react';
import { ApiError } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { FiguresCard } from '../figures-card.js';
import { ValueSelect, ValuesSelect } from '../segments/value-select.js';
import { useRules, useSaveRules } from './api.js';
import { ProductPicker } from './product-picker.js';
import { SaveAlert } from './save-alert.js';

type Rules = Omit<ProductRules, 'id'>;
const noRules: Rules = { pin: [], exclude: { products: [], topics: [], brands: [] }, boost: [], leaveOutSeen: false };

/** What is pinned, raised, lowered and never proposed. */
export function ProductRulesEditor() {
  const t = useTexts(slotTexts);
  const say = useFailureText();
  const rules = useRules();
  if (rules.isPending) return <Skeleton height={240} />;
  if (rules.error) return <Alert color="red">{say(rules.error)}</Alert>;
  return (
    <FiguresCard title={t('rules')} text={t('rulesMeaning')} query={rules}>
      <Editor key={rules.data?.version} standing={rules.data} />
    </FiguresCard>
  );
}

function Editor({ standing }: { standing: Defined<ProductRules> | null }) {
  const t = useTexts(slotTexts);
  const mayWrite = useMay('definitions:write');
  const [rules, setRules] = useState<Rules>(() => toRules(standing));
  const { mutate, error, isPending } = useSaveRules();
  const save = (version = standing?.version ?? 0) =>
    mutate({ rules, version }, { onSuccess: () => void notify({ color: 'green', message: t('saved') }) });
  const faults = error instanceof ApiError ? error.faults : [];
  const rest = faults.map(({ pointer, detail }) => `${pointer.replace(/^#\//, '')}: ${detail}`);
  return (
    <Paper
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Fieldset disabled={!mayWrite} variant="unstyled">
        <Stack>
          <ProductPicker
            label={t('pin')}
            description={t('pinHint')}
            values={rules.pin}
            onChange={(pin) => setRules({ ...rules, pin })}
          />
          <Exclusions rules={rules} onChange={setRules} />
          <Boosts boosts={rules.boost} onChange={(boost) => setRules({ ...rules, boost })} />
          <Checkbox
            label={t('leaveOutSeen')}
            checked={rules.leaveOutSeen}
            onChange={({ currentTarget: { checked } }) => setRules({ ...rules, leaveOutSeen: checked })}
          />
          <SaveAlert failure={error} rest={rest} isNew={!standing} onMine={save} />
          {mayWrite && (
            <Group>
              <Button type="submit" loading={isPending}>
                {t('save')}
              </Button>
            </Group>
          )}
        </Stack>
      </Fieldset>
    </Paper>
  );
}

function toRules(standing: Defined<ProductRules> | null): Rules {
  if (standing === null) return noRules;
  const { pin, exclude, boost, leaveOutSeen } = standing;
  return { pin, exclude, boost, leaveOutSeen };
}

function Exclusions({ rules, onChange }: { rules: Rules; onChange: (rules: Rules) => void }) {
  const t = useTexts(slotTexts);
  const { exclude } = rules;
  const change = (more: Partial<Rules['exclude']>) => onChange({ ...rules, exclude: { ...exclude, ...more } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <ProductPicker
        label={t('excludeProducts')}
        values={exclude.products}
        onChange={(products) => change({ products })}
      />
      <div>
        <Text size="sm" fw={500}>
          {t('excludeTopics')}
        </Text>
        <ValuesSelect
          fact="topic"
          label={t('excludeTopics')}
          placeholder={t('search')}
          values={exclude.topics}
          onChange={(topics) => change({ topics })}
        />
      </div>
      <div>
        <Text size="sm" fw={500}>
          {t('excludeBrands')}
        </Text>
        <ValuesSelect
          fact="brand"
          label={t('excludeBrands')}
          placeholder={t('search')}
          values={exclude.brands}
          onChange={(brands) => change({ brands })}
        />
      </div>
    </SimpleGrid>
  );
}

const kinds = ['product', 'topic', 'brand'] as const;
type Kind = (typeof kinds)[number];

function Boosts({ boosts, onChange }: { boosts: readonly ProductBoost[]; onChange: (boosts: ProductBoost[]) => void }) {
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
      <NumberInput
        aria-label={t('factor')}
        w={110}
        min={0.01}
        max={100}
        step={0.1}
        value={factor}
        onChange={(typed) => onChange({ ...boost, factor: Number(typed) || 1 })}
      />
    </>
  );
}
