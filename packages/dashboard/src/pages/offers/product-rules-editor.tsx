import { Checkbox, SimpleGrid, Text } from '@mantine/core';
import type { Defined, ProductRules } from '@sillage/protocol';
import { useState } from 'react';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { DefinitionForm } from '../definition-form.js';
import { FiguresCard } from '../figures-card.js';
import { Read } from '../read.js';
import { ValuesSelect } from '../segments/value-select.js';
import { useFaultList, useFaultTexts } from '../use-fault-text.js';
import { useRules, useSaveRules } from './api.js';
import { Boosts } from './product-boosts.js';
import { ProductPicker } from './product-picker.js';

type Rules = Omit<ProductRules, 'id'>;
const noRules: Rules = { pin: [], exclude: { products: [], topics: [], brands: [] }, boost: [], leaveOutSeen: false };

/** What is pinned, raised, lowered and never proposed. */
export function ProductRulesEditor() {
  const t = useTexts(slotTexts);
  const rules = useRules();
  return (
    <FiguresCard title={t('rules')} text={t('rulesMeaning')} query={{ isPending: false, error: null }}>
      <Read query={rules}>{(standing) => <Editor standing={standing} />}</Read>
    </FiguresCard>
  );
}

function Editor({ standing }: { standing: Defined<ProductRules> | null }) {
  const t = useTexts(slotTexts);
  const [rules, setRules] = useState<Rules>(() => toRules(standing));
  const { mutate, error, isPending } = useSaveRules();
  const [version, setVersion] = useState(standing?.version ?? 0);
  const tellSaved = (saved: Defined<ProductRules>) => {
    setVersion(saved.version);
    void notify({ color: 'green', message: t('saved') });
  };
  const save = (over = version) => mutate({ rules, version: over }, { onSuccess: tellSaved });
  const rest = useFaultList()(useFaultTexts()(error));
  return (
    <DefinitionForm
      isFramed={false}
      title={t('wrongRules')}
      rest={rest}
      isNew={false}
      saving={{ failure: error, isSaving: isPending }}
      onSave={save}
    >
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
    </DefinitionForm>
  );
}

function toRules(standing: Defined<ProductRules> | null): Rules {
  if (standing === null) return noRules;
  const { pin, exclude, boost, leaveOutSeen } = standing;
  return { pin, exclude, boost, leaveOutSeen };
}

const excludedKinds = [
  ['topics', 'topic', 'excludeTopics'],
  ['brands', 'brand', 'excludeBrands'],
] as const;

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
      {excludedKinds.map(([kind, fact, label]) => (
        <div key={kind}>
          <Text size="sm" fw={500}>
            {t(label)}
          </Text>
          <ValuesSelect
            fact={fact}
            label={t(label)}
            placeholder={t('search')}
            values={exclude[kind]}
            onChange={(values) => change({ [kind]: values })}
          />
        </div>
      ))}
    </SimpleGrid>
  );
}
