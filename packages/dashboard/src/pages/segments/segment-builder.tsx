import { Text } from '@mantine/core';
import { MantineValueSelector, QueryBuilderMantine } from '@react-querybuilder/mantine';
import type { SegmentCondition } from '@sillage/protocol';
import { useMemo } from 'react';
import { QueryBuilder, type RuleGroupType, type ValueEditorProps, type ValueSelectorProps } from 'react-querybuilder';
import 'react-querybuilder/dist/query-builder-layout.css';
import './segment-builder.css';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { conditionTexts } from '../../texts/conditions.js';
import { segmentTexts } from '../../texts/segments.js';
import { ConditionEditor } from './condition-editor.js';
import { type ConditionField, fieldGroupNames, fieldGroups, newCondition } from './condition-fields.js';
import { type ConditionGroup, onlyOperator } from './segment-query.js';

export interface SegmentBuilderProps {
  query: ConditionGroup;
  onChange: (query: ConditionGroup) => void;
  /** What the server finds wrong, by the id of the rule. */
  faults: ReadonlyMap<string, readonly string[]>;
  isReadOnly: boolean;
}

/** Conditions joined by all, any and not. */
export function SegmentBuilder({ query, onChange, faults, isReadOnly }: SegmentBuilderProps) {
  const { site } = useAsk();
  const { fields, translations, combinators } = useWords();
  return (
    <QueryBuilderMantine>
      <QueryBuilder
        // a condition's value is its own, so that the builder's types of values say nothing of it
        query={query as RuleGroupType}
        onQueryChange={(next) => onChange(next as ConditionGroup)}
        fields={fields}
        combinators={combinators}
        getOperators={() => [{ name: onlyOperator, value: onlyOperator, label: onlyOperator }]}
        getDefaultValue={({ field }) => newCondition(field, site.currency)}
        controlElements={{ valueEditor: ConditionValue, operatorSelector: NoOperator, valueSelector: NamedSelector }}
        translations={translations}
        context={{ faults }}
        disabled={isReadOnly}
        showNotToggle
      />
    </QueryBuilderMantine>
  );
}

/** A title alone is not told by every screen reader. */
function NamedSelector(props: ValueSelectorProps) {
  return <MantineValueSelector {...props} aria-label={props.title} />;
}

/** The comparison is a part of the condition. */
function NoOperator() {
  return null;
}

function ConditionValue({ value, handleOnChange, rule, context }: ValueEditorProps) {
  const { faults } = context as Pick<SegmentBuilderProps, 'faults'>;
  const told = faults.get(rule.id ?? '') ?? [];
  return (
    <div>
      <ConditionEditor condition={value as SegmentCondition} onChange={handleOnChange} />
      {told.map((fault) => (
        <Text key={fault} c="red" size="sm" role="alert">
          {fault}
        </Text>
      ))}
    </div>
  );
}

type WordOf<Field extends string> = Field extends `${infer Kind}.${infer Fact}` ? `${Kind}_${Fact}` : Field;
const wordOf = (field: ConditionField) => field.replace('.', '_') as WordOf<ConditionField>;

function useWords() {
  const condition = useTexts(conditionTexts);
  const t = useTexts(segmentTexts);
  return useMemo(() => {
    const fields = fieldGroupNames.map((group) => ({
      label: condition(`group_${group}`),
      options: fieldGroups[group].map((name) => ({ name, value: name, label: condition(wordOf(name)) })),
    }));
    const combinators = [
      { name: 'and', value: 'and', label: t('and') },
      { name: 'or', value: 'or', label: t('or') },
    ];
    const translations = {
      fields: { title: t('field') },
      combinators: { title: t('combinator') },
      notToggle: { label: t('not'), title: t('notLabel') },
      addRule: { label: t('addRule'), title: t('addRule') },
      addGroup: { label: t('addGroup'), title: t('addGroup') },
      removeRule: { label: '✕', title: t('removeRule') },
      removeGroup: { label: '✕', title: t('removeGroup') },
    };
    return { fields, combinators, translations };
  }, [condition, t]);
}
