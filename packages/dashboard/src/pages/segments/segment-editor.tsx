import { Button, Fieldset, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { Segment, SegmentTree } from '@sillage/protocol';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/session.js';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { useLinks } from '../links.js';
import { toSlug } from '../to-slug.js';
import { type ListedSegment, useSaveSegment } from './api.js';
import { isUnfinished } from './condition-fields.js';
import { readFailure, SaveFailure } from './save-failure.js';
import { SegmentBuilder } from './segment-builder.js';
import { SegmentCount } from './segment-count.js';
import { type ConditionGroup, toPlacedTree, toQuery } from './segment-query.js';

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
  const { save, failure, isSaving, takeTheirs } = useSaving(segment);
  const faults = readFailure(failure, placed?.places ?? []);
  const submit = (version?: number) => placed && save({ id, names, tree: placed.tree }, version);
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {segment && segment.version === undefined && <Text size="sm">{t('readyMadeHint')}</Text>}
        <SimpleGrid cols={{ base: 1, sm: segment ? 2 : 3 }}>
          <TextInput
            label={t('nameFr')}
            value={names.fr}
            onChange={({ currentTarget: { value } }) => setNames({ ...names, fr: value })}
            error={faults.get('names/fr')?.[0]}
            maxLength={100}
            required
          />
          <TextInput
            label={t('nameEn')}
            value={names.en}
            onChange={({ currentTarget: { value } }) => setNames({ ...names, en: value })}
            error={faults.get('names/en')?.[0]}
            maxLength={100}
            required
          />
          {!segment && (
            <TextInput
              label={t('id')}
              description={t('idHint')}
              value={id}
              onChange={({ currentTarget: { value } }) => setTypedId(value)}
              error={faults.get('id')?.[0]}
              required
            />
          )}
        </SimpleGrid>
        <Fieldset legend={t('conditions')}>
          <SegmentBuilder query={query} onChange={setQuery} faults={faults} isReadOnly={!mayWrite} />
        </Fieldset>
        <SegmentCount tree={placed?.tree} isUnfinished={unfinished} />
        <SaveFailure failure={failure} faults={faults} onMine={submit} onTheirs={takeTheirs} isNew={!segment} />
        {mayWrite && (
          <Group>
            <Button type="submit" loading={isSaving} disabled={!placed || unfinished}>
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
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

/** Saving is of the version that was read, so that somebody else's change is not lost. */
function useSaving(segment: ListedSegment | undefined) {
  const t = useTexts(segmentTexts);
  const toLink = useLinks();
  const navigate = useNavigate();
  const { mutate, error, isPending, reset } = useSaveSegment();
  const [version, setVersion] = useState(segment?.version ?? 0);
  const save = (body: Segment, over = version) =>
    mutate(
      { ...body, version: over },
      {
        onSuccess: (saved) => {
          setVersion(saved.version);
          void notify({ color: 'green', message: t('saved') });
          if (!segment) void navigate(toLink(`segments/${saved.id}`));
        },
      },
    );
  return {
    save,
    failure: error,
    isSaving: isPending,
    takeTheirs: () => {
      reset();
      location.reload();
    },
  };
}
