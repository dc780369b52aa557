/** Text kept by the browser, or for this page where storage is forbidden or full. */
export interface KeptText {
  read(key: string): string | null | undefined;
  /** Without text it is removed. */
  write(key: string, text?: string): void;
  keys(prefix: string): string[];
}

/**
 * A Storage that never throws: reading the property alone throws a SecurityError where cookies are blocked (Chrome,
 * Firefox), and setItem throws in a full or zero quota.
 * https://html.spec.whatwg.org/multipage/webstorage.html#dom-localstorage
 */
export function keepText(open: () => Storage): KeptText {
  const memory: Record<string, string | undefined> = {};
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined; // forbidden or full: `memory` serves this page
    }
  };
  return {
    read: (key) => memory[key] ?? attempt((storage) => storage.getItem(key)),
    write(key, text) {
      memory[key] = text;
      attempt((storage) => {
        storage.removeItem(key);
        if (text) storage.setItem(key, text);
        delete memory[key];
      });
    },
    keys: (prefix) => attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(prefix))) ?? [],
  };
}
