import { Alert, Button, Group, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { useAccountFailure } from './api.js';

export interface ReadProps<T> {
  query: { data?: T | undefined; error: Error | null; isPending: boolean; refetch(): unknown };
  children: (data: T) => ReactNode;
}

/** What was read; before that, that it is on its way, or why it is not. */
export function Read<T>({ query, children }: ReadProps<T>) {
  const t = useTexts(accountsTexts);
  const say = useAccountFailure();
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
