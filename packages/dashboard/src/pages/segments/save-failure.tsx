import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { ApiError } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { type Place, placeFaults } from './segment-query.js';

/** What is wrong by where it is shown: the id of a rule, `names/fr`, `id`, or `''` of the whole. */
export function readFailure(failure: Error | null, places: readonly Place[]): Map<string, string[]> {
  if (!(failure instanceof ApiError)) return new Map();
  const ofTree = failure.faults.filter(({ pointer }) => pointer.startsWith('#/tree'));
  const faults = placeFaults(places, ofTree);
  for (const { pointer, detail } of failure.faults) {
    if (!pointer.startsWith('#/tree')) faults.set(pointer.replace(/^#\/?/, ''), [detail]);
  }
  return faults;
}

export interface SaveFailureProps {
  failure: Error | null;
  faults: ReadonlyMap<string, readonly string[]>;
  isNew: boolean;
  /** Saves over the version that is told. */
  onMine: (version: number) => void;
  onTheirs: () => void;
}

/** Why it was not saved, and what can be done about it. */
export function SaveFailure({ failure, faults, isNew, onMine, onTheirs }: SaveFailureProps) {
  const t = useTexts(segmentTexts);
  const say = useFailureText();
  if (failure === null) return null;
  const isConflict = failure instanceof ApiError && failure.code === 'version_conflict';
  const standing = Number(/version (\d+)/.exec(failure.message)?.[1] ?? 0);
  return (
    <Alert color="red" title={t('wrong')} role="alert">
      <Stack gap="xs">
        {!isConflict && <Text size="sm">{say(failure)}</Text>}
        {faults.get('')?.map((fault) => (
          <Text key={fault} size="sm">
            {fault}
          </Text>
        ))}
        {isConflict && <Text size="sm">{t(isNew ? 'taken' : 'conflict')}</Text>}
        {isConflict && !isNew && (
          <Group>
            <Button size="compact-sm" variant="default" onClick={onTheirs}>
              {t('theirs')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => onMine(standing)}>
              {t('mine')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
