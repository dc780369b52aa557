import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../api/session.js';
import { PageHead } from '../../frame/page-head.js';
import { useTexts } from '../../i18n.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { surveysPath, useLinks } from '../links.js';

export const complaintsPath = '~complaints';

const parts = [
  ['satisfaction', 'barometer', 'reports:read'],
  [`satisfaction/${complaintsPath}`, 'complaints', 'visitors:read'],
  [`satisfaction/${surveysPath}`, 'surveys', 'definitions:read'],
] as const;

export interface SatisfactionHeadProps {
  /** Absent: the barometer. */
  tab?: typeof complaintsPath | typeof surveysPath;
  actions?: ReactNode;
}

/** What stands on top of the barometer, complaints and surveys; surveys are of no period. */
export function SatisfactionHead({ tab, actions }: SatisfactionHeadProps) {
  const t = useTexts(satisfactionTexts);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} hasAsk={tab !== surveysPath} actions={actions} />
      <Group component="nav" gap="xs" mb="md" aria-label={t('tabs')}>
        {parts.map((part) => (
          <Tab key={part[0]} part={part} current={tab ? `satisfaction/${tab}` : 'satisfaction'} />
        ))}
      </Group>
    </>
  );
}

function Tab({ part: [path, label, needs], current }: { part: (typeof parts)[number]; current: string }) {
  const t = useTexts(satisfactionTexts);
  const toLink = useLinks();
  if (!useMay(needs)) return null;
  return (
    <Button
      component={Link}
      to={toLink(path)}
      variant={path === current ? 'light' : 'subtle'}
      {...(path === current && { 'aria-current': 'page' })}
    >
      {t(label)}
    </Button>
  );
}
