import type { ReportCell } from '@sillage/protocol';
import { useCallback } from 'react';
import { useTexts } from '../../i18n.js';
import { loyaltyTexts } from '../../texts/loyalty.js';

const classes = [
  'regular',
  'varying',
  'irregular',
  'too_few',
  'under_3_months',
  '3_to_6_months',
  '6_to_12_months',
  '1_to_2_years',
  'over_2_years',
  'early',
  'sometimes',
  'never',
  'unknown',
  'mostly',
  'only',
  'one_order',
] as const;

/** How a class of persons is called; a tenth of them has its number. */
export function useClassName(): (cell: ReportCell) => string {
  const t = useTexts(loyaltyTexts);
  return useCallback(
    (cell) => {
      const known = classes.find((one) => one === cell);
      return known === undefined ? t('tenth', { place: String(cell) }) : t(known);
    },
    [t],
  );
}
