import type { ReactNode } from 'react';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { surveysPath } from '../links.js';
import { PartHead } from '../part-head.js';

export const complaintsPath = '~complaints';

const parts = [
  ['satisfaction', 'barometer', 'reports:read'],
  [`satisfaction/${complaintsPath}`, 'complaints', 'visitors:read'],
  [`satisfaction/${surveysPath}`, 'surveys', 'definitions:read'],
] as const;

const asks = { [complaintsPath]: 'filtered', [surveysPath]: 'nothing' } as const;

export interface SatisfactionHeadProps {
  /** Absent: the barometer. */
  tab?: typeof complaintsPath | typeof surveysPath;
  actions?: ReactNode;
}

/** What stands on top of the barometer, complaints and surveys: complaints are not compared, surveys of no period. */
export function SatisfactionHead({ tab, actions }: SatisfactionHeadProps) {
  const t = useTexts(satisfactionTexts);
  return (
    <PartHead
      title={usePageName('satisfaction')}
      lead={t('lead')}
      asks={tab === undefined ? 'all' : asks[tab]}
      actions={actions}
      partsLabel={t('tabs')}
      parts={parts.map(([path, label, needs]) => ({ path, label: t(label), needs }))}
      current={tab ? `satisfaction/${tab}` : 'satisfaction'}
    />
  );
}
