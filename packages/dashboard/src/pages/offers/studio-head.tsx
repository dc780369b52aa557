import type { ReactNode } from 'react';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { offerTexts } from '../../texts/offers.js';
import { PartHead } from '../part-head.js';

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
  return (
    <PartHead
      title={usePageName('offers')}
      lead={t('lead')}
      asks="nothing"
      actions={actions}
      partsLabel={t('tabs')}
      parts={parts.map(([path, label]) => ({ path, label: t(label), needs: 'definitions:read' }))}
      current={tab ? `offers/${tab}` : 'offers'}
    />
  );
}
