import { Alert, Button, Group, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFailureText } from '../api/failure.js';
import { useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';

export interface ReadProps<T> {
  query: { data?: T | undefined; error: Error | null; isPending: boolean; refetch(): unknown };
  children: (data: T) => ReactNode;
}

/**
 * What was read; before that, that it is on its way, or why it is not. What was read once stays, even if reading it anew fails: a
 * form may stand in it.
 */
export function Read<T>({ query, children }: ReadProps<T>) {
  const t = useTexts(frameTexts);
  const say = useFailureText();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) {
    return (
      <div aria-busy="true">
        <Skeleton height={120} role="img" aria-label={t('loading')} />
      </div>
    );
  }
  return (
    <Alert color="red" role="alert">
      <Group justify="space-between">
        {say(query.error)}
        <Button size="compact-sm" variant="default" onClick={() => query.refetch()}>
          {t('again')}
        </Button>
      </Group>
    </Alert>
  );
}
