import 'dayjs/locale/fr';
import { DateTimePicker } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n.js';

export interface TimeFieldProps {
  label: string;
  description: string;
  /** Of the site, such as `2026-10-01 09:30:00`; empty: there is none. */
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}

/** A day and a time, or none, in a calendar of the page's language. */
export function TimeField({ value, onChange, ...more }: TimeFieldProps) {
  const [language] = useLanguage();
  return (
    <DateTimePicker
      {...more}
      locale={language}
      valueFormat="YYYY-MM-DD HH:mm"
      clearable
      value={value || null}
      onChange={(at) => onChange(at ?? '')}
    />
  );
}
