import { Alert, Anchor, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.js';
import { PageHead, type PageHeadProps } from '../frame/page-head.js';
import { useTexts } from '../i18n.js';
import { savingTexts } from '../texts/saving.js';
import { newId, useLinks } from './links.js';

export interface DefinitionDetailProps extends Pick<PageHeadProps, 'asks' | 'actions'> {
  /** As the address has it; `newId`: a new one. */
  id: string;
  /** Without a version: a ready-made one. */
  known: { name: string; version?: number; changedAt?: number } | undefined;
  /** Where all of them stand, below the site. */
  list: string;
  texts: Record<'back' | 'new' | 'none', string>;
  children: ReactNode;
}

/** The page of one definition: the way back, its name and version, what can be done with it, and then its form. */
export function DefinitionDetail({
  id,
  known,
  list,
  texts,
  asks = 'nothing',
  actions,
  children,
}: DefinitionDetailProps) {
  const t = useTexts(savingTexts);
  const format = useFormat();
  const toLink = useLinks();
  if (!known && id !== newId) return <Alert>{texts.none}</Alert>;
  const { version, changedAt = null } = known ?? {};
  return (
    <>
      <Anchor component={Link} to={toLink(list)} size="sm">
        {texts.back}
      </Anchor>
      <PageHead
        title={known?.name ?? texts.new}
        asks={asks}
        actions={actions}
        {...(version !== undefined && { lead: t('version', { version, time: format(changedAt, 'time') }) })}
      />
      <Stack>{children}</Stack>
    </>
  );
}
