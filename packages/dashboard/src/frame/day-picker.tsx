import '@mantine/dates/styles.css';
import 'dayjs/locale/fr';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useLanguage, useTexts } from '../i18n.js';
import { useAsk, useChangeAsk } from '../state/ask.js';
import { askTexts } from '../texts/ask.js';

/** Days of one's own, up to the site's today: those of the address, but for the moment between the first one and the last. */
export function DayPicker() {
  const t = useTexts(askTexts);
  const [language] = useLanguage();
  const { from, to, today } = useAsk();
  const change = useChangeAsk();
  const [first, setFirst] = useState<string | null>(null);
  return (
    <DatePickerInput
      type="range"
      label={t('days')}
      value={first === null ? [from, to] : [first, null]}
      maxDate={today}
      locale={language}
      valueFormat="D MMM YYYY"
      allowSingleDateInRange
      miw={220}
      onChange={([begin, end]) => {
        setFirst(end === null ? begin : null);
        if (begin && end) change({ from: begin, to: end, period: '' });
      }}
    />
  );
}
