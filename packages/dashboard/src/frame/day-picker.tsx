import '@mantine/dates/styles.css';
import 'dayjs/locale/fr';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useLanguage, useTexts } from '../i18n.js';
import { useAsk, useChangeAsk } from '../state/ask.js';
import { askTexts } from '../texts/ask.js';

/** Days of one's own, up to the site's today. */
export function DayPicker() {
  const t = useTexts(askTexts);
  const [language] = useLanguage();
  const { from, to, today } = useAsk();
  const change = useChangeAsk();
  const [days, setDays] = useState<[string | null, string | null]>([from, to]);
  return (
    <DatePickerInput
      type="range"
      label={t('days')}
      value={days}
      maxDate={today}
      locale={language}
      valueFormat="D MMM YYYY"
      allowSingleDateInRange
      miw={220}
      onChange={([first, last]) => {
        setDays([first, last]);
        if (first && last) change({ from: first, to: last, period: '' });
      }}
    />
  );
}
