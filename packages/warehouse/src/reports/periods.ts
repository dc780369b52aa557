import type { ReportParameter } from '@sillage/protocol';

/** Into which a report cuts its time: weeks begin on Mondays. */
export const steps = ['week', 'month'] as const;
export type Step = (typeof steps)[number];

export const periodParameter = (usual: Step): ReportParameter => ({
  name: 'by',
  title: { fr: 'Période', en: 'Period' },
  values: steps,
  default: usual,
});

export const stepOf = ({ by }: Readonly<Record<string, string>>): Step => (by === 'week' ? 'week' : 'month');

/** The first day of the week or month of a moment, in the site's time zone. */
export const startOf = (moment: string, step: Step) => startOfDay(`toDate(${moment}, {timeZone:String})`, step);

/** The same of a day. */
export const startOfDay = (day: string, step: Step) =>
  step === 'month' ? `toStartOfMonth(${day})` : `toMonday(${day})`;

export const nextOf = (start: string, step: Step) =>
  step === 'month' ? `addMonths(${start}, 1)` : `addDays(${start}, 7)`;

/** The moment at which a day begins, in milliseconds. */
export const beginningOf = (day: string) => `1000 * toInt64(toUnixTimestamp(toDateTime(${day}, {timeZone:String})))`;
