import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { ApiError } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { useTexts } from '../../i18n.js';
import { offerFormTexts } from '../../texts/offer-form.js';

export interface SaveAlertProps {
  /** What was not saved; default: the offer. */
  title?: string;
  failure: Error | null;
  /** What is wrong in no field of the form. */
  rest: readonly string[];
  isNew: boolean;
  /** Saves over the version that stands. */
  onMine: (version: number) => void;
}

/** Why a definition was not saved, and what can be done about it. */
export function SaveAlert({ title, failure, rest, isNew, onMine }: SaveAlertProps) {
  const t = useTexts(offerFormTexts);
  const say = useFailureText();
  if (failure === null) return null;
  const isConflict = failure instanceof ApiError && failure.code === 'version_conflict';
  const standing = Number(/version (\d+)/.exec(failure.message)?.[1] ?? 0);
  return (
    <Alert color="red" title={title ?? t('wrong')} role="alert">
      <Stack gap="xs">
        <Text size="sm">{isConflict ? t(isNew ? 'taken' : 'conflict') : say(failure)}</Text>
        {rest.map((fault) => (
          <Text key={fault} size="sm">
            {fault}
          </Text>
        ))}
        {isConflict && !isNew && (
          <Group>
            <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
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
