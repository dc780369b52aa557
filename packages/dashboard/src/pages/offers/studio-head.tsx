import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHead } from '../../frame/page-head.js';
import { useTexts } from '../../i18n.js';
import { offerTexts } from '../../texts/offers.js';
import { useLinks } from '../links.js';

export const slotsPath = '~slots';
export const rulesPath = '~products';

const parts = [
  ['offers', 'tabOffers'],
  [`offers/${slotsPath}`, 'tabSlots'],
  [`offers/${rulesPath}`, 'tabProducts'],
] as const;

export interface StudioHeadProps {
  /** Absent: offers. */
  tab?: typeof slotsPath | typeof rulesPath;
  actions?: ReactNode;
}

/** What stands on top of offers, slots and products. */
export function StudioHead({ tab, actions }: StudioHeadProps) {
  const t = useTexts(offerTexts);
  const toLink = useLinks();
  const current = tab ? `offers/${tab}` : 'offers';
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} hasAsk={false} actions={actions} />
      <Group component="nav" gap="xs" mb="md" aria-label={t('tabs')}>
        {parts.map(([path, label]) => (
          <Button
            key={path}
            component={Link}
            to={toLink(path)}
            variant={path === current ? 'light' : 'subtle'}
            {...(path === current && { 'aria-current': 'page' })}
          >
            {t(label)}
          </Button>
        ))}
      </Group>
    </>
  );
}
