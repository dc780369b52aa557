import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { useFailureText } from '../api/failure.js';
import { useTexts } from '../i18n.js';
import { savingTexts } from '../texts/saving.js';
import { UsedBy } from './used-by.js';

export interface SaveAlertProps {
  /** What was not saved. */
  title: string;
  failure: Error | null;
  /** What is wrong in no field of the form. */
  rest: readonly string[];
  isNew: boolean;
  /** Saves over the version that stands. */
  onMine: (version: number) => void;
}

/** Why a definition was not saved, and what can be done about it. */
export function SaveAlert({ title, failure, rest, isNew, onMine }: SaveAlertProps) {
  const t = useTexts(savingTexts);
  const say = useSavingFailure();
  if (failure === null) return null;
  const conflict = failure instanceof ApiError && failure.code === 'version_conflict' ? failure : undefined;
  return (
    <Alert color="red" title={title} role="alert">
      <Stack gap="xs">
        <Text size="sm">{conflict ? t(isNew ? 'taken' : 'conflict') : say(failure)}</Text>
        {rest.map((fault) => (
          <Text key={fault} size="sm">
            {fault}
          </Text>
        ))}
        {conflict && !isNew && (
          <Group>
            <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
              {t('theirs')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => onMine(conflict.version)}>
              {t('mine')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

/** A failure of saving or deleting, with what stands in its way. */
export function useSavingFailure(): (failure: Error) => ReactNode {
  const say = useFailureText();
  return (failure) => {
    const usedBy = failure instanceof ApiError ? failure.usedBy : [];
    return usedBy.length > 0 ? <UsedBy users={usedBy} /> : say(failure);
  };
}
