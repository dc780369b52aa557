import { Fieldset, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { Segment, SegmentTree } from '@sillage/protocol';
import { useState } from 'react';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { DefinitionForm } from '../definition-form.js';
import { toSlug } from '../to-slug.js';
import { useSaving } from '../use-saving.js';
import type { ListedSegment } from './api.js';
import { isUnfinished } from './condition-fields.js';
import { SegmentBuilder } from './segment-builder.js';
import { SegmentCount } from './segment-count.js';
import { type ConditionGroup, placeAllFaults, toPlacedTree, toQuery } from './segment-query.js';
import { toShownLimit } from './to-shown-limit.js';

export interface SegmentDraft {
  /** Empty: of the name. */
  id: string;
  names: Segment['names'];
  tree: SegmentTree | undefined;
}

export interface SegmentEditorProps {
  /** Absent: it is new. */
  segment: ListedSegment | undefined;
  initial: SegmentDraft;
}

const nothingAsked: ConditionGroup = { combinator: 'and', rules: [] };

/** The names and conditions of a segment, with its sentence and its count while they change. */
export function SegmentEditor({ segment, initial }: SegmentEditorProps) {
  const t = useTexts(segmentTexts);
  const mayWrite = useMay('definitions:write');
  const [names, setNames] = useState(initial.names);
  const [typedId, setTypedId] = useState(initial.id);
  const [query, setQuery] = useState(() => (initial.tree ? toQuery(initial.tree) : nothingAsked));
  const placed = toPlacedTree(query);
  const unfinished = placed !== undefined && hasUnfinished(placed.tree);
  const id = segment?.id ?? (typedId || toSlug(names.en || names.fr));
  const saving = useSaving({
    collection: 'segments',
    standing: segment,
    saved: t('saved'),
    pathOf: (one) => `segments/${one}`,
    showLimit: (pointer, limit) => (placed ? toShownLimit(placed.tree, pointer, limit) : limit),
  });
  const faults = placeAllFaults(placed?.places ?? [], saving.faults);
  const submit = (version?: number) => placed && saving.save({ id, body: { names, tree: placed.tree } }, version);
  return (
    <DefinitionForm
      title={t('wrong')}
      rest={faults.get('') ?? []}
      isNew={!segment}
      isFinished={placed !== undefined && !unfinished}
      saving={saving}
      onSave={submit}
    >
      {segment && segment.version === undefined && <Text size="sm">{t('readyMadeHint')}</Text>}
      <Naming isNew={!segment} {...{ names, id, faults }} onNames={setNames} onId={setTypedId} />
      <Fieldset legend={t('conditions')}>
        <SegmentBuilder query={query} onChange={setQuery} faults={faults} isReadOnly={!mayWrite} />
      </Fieldset>
      <SegmentCount tree={placed?.tree} isUnfinished={unfinished} />
    </DefinitionForm>
  );
}

interface NamingProps {
  isNew: boolean;
  names: Segment['names'];
  id: string;
  faults: ReadonlyMap<string, readonly string[]>;
  onNames: (names: Segment['names']) => void;
  onId: (id: string) => void;
}

function Naming({ isNew, names, id, faults, onNames, onId }: NamingProps) {
  const t = useTexts(segmentTexts);
  return (
    <SimpleGrid cols={{ base: 1, sm: isNew ? 3 : 2 }}>
      <TextInput
        label={t('nameFr')}
        value={names.fr}
        onChange={({ currentTarget: { value } }) => onNames({ ...names, fr: value })}
        error={faults.get('names/fr')?.[0]}
        maxLength={100}
        required
      />
      <TextInput
        label={t('nameEn')}
        value={names.en}
        onChange={({ currentTarget: { value } }) => onNames({ ...names, en: value })}
        error={faults.get('names/en')?.[0]}
        maxLength={100}
        required
      />
      {isNew && (
        <TextInput
          label={t('id')}
          description={t('idHint')}
          value={id}
          onChange={({ currentTarget: { value } }) => onId(value)}
          error={faults.get('id')?.[0]}
          required
        />
      )}
    </SimpleGrid>
  );
}

function hasUnfinished(tree: SegmentTree): boolean {
  switch (tree.type) {
    case 'all':
    case 'any':
      return tree.of.some(hasUnfinished);
    case 'not':
      return hasUnfinished(tree.of);
    default:
      return isUnfinished(tree);
  }
}
