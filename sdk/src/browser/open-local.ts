/** Text kept for this origin, or for this page where storage is forbidden or full. */
export interface LocalText {
  read(key: string): string | undefined;
  write(key: string, text: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

/**
 * localStorage that never throws: reading the property alone throws a SecurityError where cookies are blocked (Chrome,
 * Firefox), and setItem throws in a full or zero quota.
 * https://html.spec.whatwg.org/multipage/webstorage.html#dom-localstorage
 */
export function openLocal(open: () => Storage = () => localStorage): LocalText {
  const memory = new Map<string, string>();
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined; // forbidden or full: `memory` serves this page
    }
  };
  return {
    read: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? undefined,
    write(key, text) {
      memory.set(key, text);
      attempt((storage) => {
        storage.setItem(key, text);
        memory.delete(key);
      });
    },
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
    keys: (prefix) => attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(prefix))) ?? [],
  };
}
