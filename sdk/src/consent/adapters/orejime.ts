import type { Adapter } from './adapter.js';

interface Purpose {
  id: string;
  isMandatory?: boolean;
  purposes?: Purpose[];
}
interface Orejime {
  manager: {
    on(event: 'update' | 'dirty' | 'clear', listener: () => void): void;
    isDirty(): boolean;
    getConsent(id: string): boolean | undefined;
  };
  config: { purposes: Purpose[] };
}

const flatten = (purposes: readonly Purpose[]): Purpose[] =>
  purposes.flatMap((purpose) => (purpose.purposes ? flatten(purpose.purposes) : [purpose]));

/** Orejime 3.2. A mandatory purpose is not asked about. */
export const adapter: Adapter<Orejime> = {
  name: 'orejime',
  names: {
    measurement: 'sillage-measurement analytics statistics measurement',
    personalisation: 'sillage-personalisation personalisation personalization',
  },
  find: () => {
    const found = (window as { orejime?: Partial<Orejime> }).orejime;
    return found?.manager ? (found as Orejime) : undefined;
  },
  watch({ manager, config }, report) {
    const asked = flatten(config.purposes).filter(({ isMandatory }) => !isMandatory);
    const tell = () =>
      report((name) => {
        if (!asked.some(({ id }) => id === name)) return undefined;
        return manager.isDirty() ? null : manager.getConsent(name) === true;
      });
    // `clearConsents()` tells `update` before it counts as unanswered
    for (const event of ['update', 'clear'] as const) manager.on(event, () => queueMicrotask(tell));
    tell();
  },
};
