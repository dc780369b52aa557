import { useCallback } from 'react';
import { formatDay } from '../../format/format-cell.js';
import { useLanguage } from '../../i18n.js';

/** Into which the reports of loyalty cut time. */
export const steps = ['month', 'week'] as const;
export type Step = (typeof steps)[number];

/** How a period is called by its first day: the month, or the Monday of a week. */
export function usePeriodName(by: Step): (day: string) => string {
  const [language] = useLanguage();
  return useCallback(
    (day) => {
      if (by === 'week') return formatDay(day, language);
      const month = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
      return month.format(Date.parse(`${day}T00:00:00Z`));
    },
    [by, language],
  );
}
