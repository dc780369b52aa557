import type { ReportUnit } from '@sillage/protocol';
import { useLanguage } from '../i18n.js';
import { useAsk } from '../state/ask.js';
import { formatCell } from './format-cell.js';

/** Of figures that have a currency of their own (ISO 4217), whichever the page asks for; amounts are in its minor units. */
export function useTell(): (value: number | null, unit: ReportUnit, currency: string) => string {
  const [language] = useLanguage();
  const { timeZone } = useAsk().site;
  return (value, unit, currency) => formatCell(value, unit, { language, currency, timeZone });
}
