import type { ReportCell, ReportUnit } from '@sillage/protocol';
import { useCallback } from 'react';
import { useLanguage } from '../i18n.js';
import { useAsk } from '../state/ask.js';
import { formatCell } from './format-cell.js';

/** Formats cells in the language of the page, the currency that was asked for and the site's time zone. */
export function useFormat(): (cell: ReportCell, unit: ReportUnit) => string {
  const [language] = useLanguage();
  const { site, currency } = useAsk();
  const { timeZone } = site;
  return useCallback(
    (cell, unit) => formatCell(cell, unit, { language, currency, timeZone }),
    [language, currency, timeZone],
  );
}
