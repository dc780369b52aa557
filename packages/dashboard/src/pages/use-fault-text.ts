import type { Fault } from '@sillage/protocol';
import { ApiError } from '../api/client.js';
import { useNamed } from '../format/use-named.js';
import { useLanguage, useTexts } from '../i18n.js';
import { faultTexts } from '../texts/faults.js';

/** Where something is wrong, and what, in the page's language. */
export type SaidFault = Pick<Fault, 'pointer' | 'detail'>;

/** A limit in the unit in which the form holds what it limits, such as per cent. */
export type ShowLimit = (pointer: string, limit: number) => number;
const asTold: ShowLimit = (_, limit) => limit;

/** Says what a failure finds wrong, one by one. */
export function useFaultTexts(): (failure: Error | null, showLimit?: ShowLimit) => SaidFault[] {
  const t = useTexts(faultTexts);
  const [language] = useLanguage();
  const format = new Intl.NumberFormat(language);
  return (failure, showLimit = asTold) => {
    const faults = failure instanceof ApiError ? failure.faults : [];
    return faults.map(({ pointer, code, limit = 0 }) => ({
      pointer,
      detail: t(code, { limit: format.format(showLimit(pointer, limit)) }),
    }));
  };
}

/** Those that no field shows, with the place that they name: `content/fr/title: …`. */
export function useFaultList(): (faults: readonly SaidFault[]) => string[] {
  const named = useNamed();
  return (faults) =>
    faults.map(({ pointer, detail }) => {
      const place = pointer.replace(/^#\/?/, '');
      return place === '' ? detail : named(place, detail);
    });
}
