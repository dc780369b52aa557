import type { ReportText } from '@sillage/protocol';

/** A title that is already in the language of the page, as columns of reports have theirs. */
export const inBoth = (text: string): ReportText => ({ fr: text, en: text });
