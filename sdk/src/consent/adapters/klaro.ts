import type { Adapter } from './adapter.js';

interface Service {
  name: string;
  purposes?: string[];
  required?: boolean;
}
interface Manager {
  confirmed: boolean;
  savedConsents: Record<string, boolean>;
  config: { services: Service[]; required?: boolean };
  watch(watcher: { update(): void }): void;
}
interface Klaro {
  getManager(): Manager;
}

/**
 * Klaro 0.7: services by name or by purpose; all of them must be accepted. What is saved and confirmed counts: `consents`
 * also tells drafts. A required service is not asked about.
 */
export const adapter: Adapter<Manager> = {
  name: 'klaro',
  names: {
    measurement: 'sillage-measurement analytics statistics measurement',
    personalisation: 'sillage-personalisation personalisation personalization',
  },
  find: () => {
    try {
      return (window as { klaro?: Klaro }).klaro?.getManager();
    } catch {
      return undefined; // its configuration is not there yet
    }
  },
  watch(manager, report) {
    const update = () =>
      report((name) => {
        const { services, required } = manager.config;
        const meant = services.filter((each) => each.name === name || each.purposes?.includes(name));
        const asked = meant.filter((each) => !(each.required ?? required));
        if (!asked[0]) return undefined;
        return manager.confirmed ? asked.every((each) => manager.savedConsents[each.name]) : null;
      });
    manager.watch({ update });
    update();
  },
};
